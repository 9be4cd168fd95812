#include "cli/status.h"

#include <jansson.h>

#include "base/clock.h"
#include "cli_support.h"
#include "site/core/backup_record.h"

/* A post with three comments of today, and one from before. */
static void fill(struct blog *b) {
  struct article_input post = support_article_input("one");
  int64_t id = support_save(b, &post);
  support_comment(b, id, 0, COMMENT_APPROVE);
  support_comment(b, id, 0, COMMENT_HOLD);
  support_comment(b, id, 0, COMMENT_HOLD);
  char *sql = arena_printf(b->arena, "UPDATE comment SET created_at = %lld RETURNING 1",
      (long long)clock_now());
  support_number(b, sql);
  support_comment(b, id, 0, COMMENT_SPAM);
}

static void the_screen_has_every_line(void **state) {
  struct blog *b = *state;
  fill(b);
  setenv("LC_ALL", "C", 1);
  const char *text = cli_said(b, stdout, 0, CLI("status"));
  assert_non_null(strstr(text, "\nservice   not running\n"));
  assert_non_null(strstr(text, "comments a day, the last 30 days\n"));
  assert_non_null(strstr(text, "\napprove   _____________________________# 1\n"));
  assert_non_null(strstr(text, "\nhold      _____________________________# 2\n"));
  assert_non_null(strstr(text, "\nspam      ______________________________ 0\n"));
  assert_non_null(strstr(text, "\nwaiting   2 comments for approval\n"));
  assert_non_null(strstr(text, "\nmail      0 queued, 0 sending, 0 sent,"));
  assert_non_null(strstr(text, "\ncache     off\n"));
  assert_non_null(strstr(text, "\nbackup    none yet\n"));
  setenv("LC_ALL", "C.UTF-8", 1);
  text = cli_said(b, stdout, 0, CLI("status"));
  assert_non_null(strstr(text, "▁▁▁█ 2\n"));
  unsetenv("LC_ALL");
}

static void an_old_backup_is_called_old(void **state) {
  struct blog *b = *state;
  struct backup_record r = {.at = clock_now() - CLOCK_DAY, .file = "/b/a.tar.zst"};
  assert_err(backup_record_write(b->site->dir, &r), OK);
  const char *text = cli_said(b, stdout, 0, CLI("status"));
  assert_non_null(strstr(text, ", verified: /b/a.tar.zst\n"));
  r.at -= 7 * CLOCK_DAY;
  assert_err(backup_record_write(b->site->dir, &r), OK);
  text = cli_said(b, stdout, 0, CLI("status"));
  assert_non_null(strstr(text, ", verified, old: /b/a.tar.zst\n"));
}

static void json_has_the_same_numbers(void **state) {
  struct blog *b = *state;
  fill(b);
  json_t *all =
      json_loads(cli_said(b, stdout, 0, CLI("status", "--format=json")), 0, NULL);
  json_t *hold = json_object_get(json_object_get(all, "comments_a_day"), "hold");
  assert_int_equal(json_array_size(hold), 30);
  assert_int_equal(json_integer_value(json_array_get(hold, 29)), 2);
  assert_int_equal(json_integer_value(json_object_get(all, "waiting")), 2);
  assert_true(json_is_false(json_object_get(all, "running")));
  assert_true(json_is_null(json_object_get(all, "requests")));
  assert_true(json_is_null(json_object_get(all, "last_backup")));
  assert_true(json_integer_value(json_object_get(all, "database_bytes")) > 4096);
  json_decref(all);
  cli_refused(b, EX_USAGE, "unknown format", CLI("status", "--format=ids"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_screen_has_every_line),
      support_site_test(an_old_backup_is_called_old),
      support_site_test(json_has_the_same_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
