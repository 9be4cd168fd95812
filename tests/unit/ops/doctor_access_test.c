#include "ops/doctor_access.h"

#include <unistd.h>

#include "doctor_support.h"

enum { STRANGER = 61002, GROUP = 61003 };

static void users_and_modes(void **state) {
  const struct stat st = {.st_uid = STRANGER, .st_gid = GROUP, .st_mode = 0640};
  (void)state;
  assert_true(doctor_access_allows(STRANGER, &st, R_OK | W_OK));
  assert_false(doctor_access_allows(STRANGER, &st, X_OK));
  assert_true(doctor_access_allows(0, &st, R_OK | W_OK | X_OK));
  /* The groups of a user without an account are unknown: the group's rights count. */
  assert_true(doctor_access_allows(STRANGER + 1, &st, R_OK));
  assert_false(doctor_access_allows(STRANGER + 1, &st, W_OK));
  /* The first user of every Debian system after root, who is not in that group. */
  assert_false(doctor_access_allows(1, &st, R_OK));
  const struct stat open = {.st_uid = STRANGER, .st_gid = GROUP, .st_mode = 0604};
  assert_true(doctor_access_allows(1, &open, R_OK));
}

static const char *root, *nobody, *group;
static uid_t service;
static bool known;

static void look(struct doctor *d) {
  root = doctor_access_user(d, 0);
  nobody = doctor_access_user(d, STRANGER);
  group = doctor_access_group(d, GROUP);
  known = doctor_access_service(d, &service);
}

static void names(void **state) {
  struct blog *b = *state;
  found(b, look);
  assert_string_equal(root, "root");
  assert_string_equal(nobody, "61002");
  assert_string_equal(group, "61003");
  assert_true(known);
  assert_int_equal(service, getuid());
  assert_int_equal(unlink(arena_printf(b->arena, "%s/pamphlet.db", b->site->dir)), 0);
  found(b, look);
  assert_false(known);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(users_and_modes), support_site_test(names)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
