#include "export/export_wxr_login.h"

#include <string.h>

#include "support.h"

static struct arena *arena;

static const char *login(const char *slug) {
  const char *out = NULL;
  assert_err(export_wxr_login(arena, slug, &out), OK);
  return out;
}

static void latin_slugs_stay(void **state) {
  (void)state;
  assert_string_equal(login("mara-lindqvist"), "mara-lindqvist");
  assert_string_equal(login("josé-garcía"), "josé-garcía");
  assert_string_equal(login("nguyễn"), "nguyễn");
  assert_string_equal(login("ł"), "ł");
}

/* WordPress would delete these letters, and refuse the user. */
static void others_become_a_number(void **state) {
  char first[40];
  (void)state;
  snprintf(first, sizeof first, "%s", login("林晓"));
  assert_memory_equal(first, "author-", 7);
  assert_int_equal(strlen(first), 15);
  assert_string_equal(login("林晓"), first);
  assert_string_not_equal(login("ليلى-حداد"), first);
  assert_memory_equal(login("anna-анна"), "author-", 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(latin_slugs_stay), cmocka_unit_test(others_become_a_number)};
  arena = arena_new(1 << 16);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  arena_free(arena);
  return failed;
}
