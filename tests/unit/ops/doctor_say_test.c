#include "ops/doctor_say.h"

#include "support.h"

static void note(void *context, enum doctor_level level, const char *subject,
    const char *message, const char *fix) {
  snprintf(context, 200, "%d %s|%s|%s", (int)level, subject, message, fix);
}

static void a_finding_is_formatted(void **state) {
  char got[200] = "";
  struct doctor d = {.report = note, .context = got, .arena = arena_new(1 << 16)};
  (void)state;
  doctor_say(&d, DOCTOR_WARNING, "disk", "delete files", "only %d MB", 7);
  assert_string_equal(got, "2 disk|only 7 MB|delete files");
  assert_string_equal(doctor_say_text(&d, "%s-%d", "a", 1), "a-1");
  arena_free(d.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_finding_is_formatted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
