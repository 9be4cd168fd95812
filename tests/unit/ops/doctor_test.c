#include "ops/doctor.h"

#include "doctor_support.h"

static const char *examine(struct blog *b) {
  buf_clear(&findings);
  doctor_examine(b->site->dir, NULL, note, NULL);
  return buf_text(&findings);
}

/* Port 9 of this machine has no web server. */
#define NEEDED "[site]\ntitle = T\nbase_url = http://127.0.0.1:9\n"

static void a_site_without_servers(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "site.ini", NEEDED);
  const char *said = examine(b);
  static const char *const lines[] = {"ok settings: site.ini has no errors",
      "ok files: ", "ok database: it can be opened and has schema ",
      "ok templates: all templates load",
      "warning service: pamphlet.fcgi is not running",
      "error base_url: http://127.0.0.1:9 does not respond"};
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    if (!strstr(said, lines[i]))
      fail_msg("\"%s\" is not among\n%s", lines[i], said);
}

static void a_former_name_is_a_note(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "site.ini", NEEDED "[pages]\nstore = off\n");
  const char *said = examine(b);
  assert_non_null(strstr(said, "note settings: \"store\" of [pages] in site.ini is now"
                               " called \"folder\" of [cache]"));
  assert_non_null(strstr(said, "| pamphlet config set cache.folder VALUE\n"));
}

static void a_language_without_messages_is_a_note(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "site.ini", NEEDED "language = zh-Hant\n");
  assert_non_null(strstr(examine(b), "note language: there are no messages in"
                                     " \"zh-Hant\": readers see English ones"));
  support_write(b->site->dir, "site.ini", NEEDED "language = de-AT\n");
  assert_null(strstr(examine(b), "note language"));
}

static void settings_with_an_error(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "site.ini", "[site]\nper_page = 0\n");
  const char *said = examine(b);
  assert_non_null(strstr(said, "error settings: "));
  assert_non_null(strstr(said, "site.ini:2: per_page must be"));
  assert_null(strstr(said, "base_url"));
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(a_site_without_servers),
      support_site_test(a_former_name_is_a_note),
      support_site_test(a_language_without_messages_is_a_note),
      support_site_test(settings_with_an_error)};
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
