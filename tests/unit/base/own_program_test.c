/* Programs next to the running one. */
#include "base/own_program.h"

#include <string.h>
#include <unistd.h>

#include "support.h"

static void a_program_of_the_same_build_is_found(void **state) {
  char path[PATH_MAX] = "", self[PATH_MAX] = "";
  (void)state;
  assert_true(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
  assert_true(own_program_find(strrchr(self, '/') + 1, path));
  assert_string_equal(path, self);
}

static void one_that_is_not_there_is_not_found(void **state) {
  char path[PATH_MAX];
  (void)state;
  assert_false(own_program_find("pamphlet-none", path));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_program_of_the_same_build_is_found),
      cmocka_unit_test(one_that_is_not_there_is_not_found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
