#include "base/nobody.h"

#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

/* Only root becomes nobody, and there is no way back. */
static void root_gives_up_its_rights(void **state) {
  const uid_t before = geteuid();
  (void)state;
  pid_t child = fork();
  if (child == 0) {
    bool good = nobody_become();
    if (before == 0)
      good = good && getuid() == 65534 && getgid() == 65534 &&
             getgroups(0, NULL) == 0 && setuid(0) != 0;
    else
      good = good && geteuid() == before;
    _exit(good ? 0 : 1);
  }
  int how;
  assert_int_equal(waitpid(child, &how, 0), child);
  assert_int_equal(how, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(root_gives_up_its_rights)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
