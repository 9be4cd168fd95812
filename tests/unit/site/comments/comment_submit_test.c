#include "support_site.h"

#include "base/clock.h"
#include "base/limits.h"
#include "site/comments/comment_submit.h"

/* Says `text` to the article from an address. */
static enum err say(struct blog *b, int64_t article, const char *text,
    const char *address, int64_t now, struct outcome *out) {
  const struct submission in = {
      .article_id = article,
      .comment = text,
      .author = "Ada",
      .email = "ada@example.org",
      .url = "",
      .address = address,
      .now = now,
  };
  *out = (struct outcome){0};
  return comment_submit(b->web, b->arena, &in, out);
}

static int64_t talk(struct blog *b) {
  struct article_input d = support_draft("talk");
  return support_save(b, &d);
}

static void only_an_approved_comment_touches_its_article(void **state) {
  struct blog *b = *state;
  struct outcome out;
  int64_t id = talk(b), before = support_revision(b, DEP_COMMENTS, id);
  b->web->settings.flood_seconds = 0;
  assert_err(say(b, id, "It waits.", NULL, SUPPORT_DATE, &out), OK);
  assert_non_null(strstr(out.location, "?held="));
  assert_int_equal(support_revision(b, DEP_COMMENTS, id), before);
  b->web->settings.hold_all = false;
  assert_err(say(b, id, "It shows.", NULL, SUPPORT_DATE, &out), OK);
  assert_non_null(strstr(out.location, "#comment-"));
  assert_null(strstr(out.location, "?held="));
  assert_true(support_revision(b, DEP_COMMENTS, id) > before);
  assert_int_equal(support_article(b, id).comment_count, 1);
}

static void pace_is_kept_by_network(void **state) {
  static const struct {
    const char *text, *address;
    enum err want;
  } rows[] = {
      {"1", "2001:db8:1:2::3", OK},
      {"2", "2001:db8:1:2:ffff:ffff:ffff:ffff", ERR_TOO_QUICK},
      {"3", "2001:db8:1:3::3", OK},
      {"4", "192.0.2.1", OK},
      {"5", "192.0.2.1", ERR_TOO_QUICK},
      {"6", "192.0.2.2", OK},
      {"7", NULL, OK},
      {"8", NULL, OK},
  };
  struct blog *b = *state;
  struct outcome out;
  int64_t id = talk(b);
  b->web->settings.flood_seconds = 15;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    enum err e = say(b, id, rows[i].text, rows[i].address, SUPPORT_DATE, &out);
    if (e != rows[i].want)
      fail_msg("%s from %s: %s", rows[i].text, rows[i].address, err_name(e));
  }
}

static void pace_has_an_end_and_a_clock_set_back_locks_nobody_out(void **state) {
  struct blog *b = *state;
  struct outcome out;
  const char *home = "192.0.2.1";
  int64_t id = talk(b), t = SUPPORT_DATE + CLOCK_DAY;
  b->web->settings.flood_seconds = 15;
  assert_err(say(b, id, "one", home, t, &out), OK);
  assert_err(say(b, id, "two", home, t + 14 * CLOCK_SECOND, &out), ERR_TOO_QUICK);
  assert_true(out.retry_after >= 1 && out.retry_after <= 2);
  assert_non_null(out.form.form_error);
  assert_string_equal(out.form.comment, "two");
  assert_err(say(b, id, "two", home, t + 15 * CLOCK_SECOND, &out), OK);
  assert_err(say(b, id, "three", home, t - CLOCK_DAY / 2, &out), OK);
}

static void age_closes_before_the_keeper_does(void **state) {
  struct blog *b = *state;
  struct outcome out;
  b->site->settings.close_after_days = 1;
  int64_t id = talk(b), end = SUPPORT_DATE + CLOCK_DAY;
  assert_true(support_article(b, id).comments_open);
  assert_err(say(b, id, "in time", NULL, end - 1, &out), OK);
  assert_err(say(b, id, "too late", NULL, end, &out), ERR_CLOSED);
}

static void the_same_comment_is_taken_once(void **state) {
  struct blog *b = *state;
  struct outcome out;
  int64_t id = talk(b);
  struct comment c = {.author = "Ada", .source = "Once\nonly."}, kept;
  assert_err(comment_submit_render(b->arena, &c), OK);
  assert_string_equal(c.html, "<p>Once<br>\nonly.</p>\n");
  assert_err(say(b, id, c.source, NULL, SUPPORT_DATE, &out), OK);
  assert_err(say(b, id, c.source, NULL, SUPPORT_DATE, &out), ERR_EXISTS);
  assert_err(say(b, id, "Once only.", NULL, SUPPORT_DATE, &out), OK);
  assert_err(comment_by_id(b->web->db, b->arena, 1, &kept), OK);
  assert_string_equal(kept.html, c.html);
  assert_int_equal(kept.renderer, c.renderer);
}

/* `head` and then as many "a" as make it `n` characters long. */
static char *long_text(struct blog *b, const char *head, size_t n) {
  char *s = arena_alloc(b->arena, n + 1);
  assert_non_null(s);
  memset(s, 'a', n);
  memcpy(s, head, strlen(head));
  return s;
}

static void what_is_too_long_is_told_with_its_limit(void **state) {
  struct blog *b = *state;
  struct outcome out = {0};
  const struct submission in = {
      .article_id = talk(b),
      .comment = long_text(b, "", LIMIT_COMMENT + 1),
      .author = long_text(b, "", LIMIT_NAME + 1),
      .email = long_text(b, "ada@example.", LIMIT_EMAIL + 1),
      .url = long_text(b, "https://example.org/", LIMIT_URL + 1),
      .now = SUPPORT_DATE,
  };
  assert_err(comment_submit(b->web, b->arena, &in, &out), ERR_INVALID);
  assert_non_null(strstr(out.form.author_error, " 245 characters"));
  assert_non_null(strstr(out.form.email_error, " 100 characters"));
  assert_non_null(strstr(out.form.url_error, " 200 characters"));
  assert_non_null(strstr(out.form.comment_error, "to 65525 characters. It has 65526"));
}

static void only_public_articles_take_comments(void **state) {
  struct blog *b = *state;
  struct outcome out;
  struct article_input d = support_draft("secret");
  d.status = ARTICLE_DRAFT;
  int64_t secret = support_save(b, &d);
  d = support_draft("closed");
  d.comments_open = false;
  int64_t closed = support_save(b, &d);
  assert_err(say(b, secret, "x", NULL, SUPPORT_DATE, &out), ERR_NOT_FOUND);
  assert_err(say(b, 999, "x", NULL, SUPPORT_DATE, &out), ERR_NOT_FOUND);
  assert_err(say(b, closed, "x", NULL, SUPPORT_DATE, &out), ERR_CLOSED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_an_approved_comment_touches_its_article),
      support_site_test(pace_is_kept_by_network),
      support_site_test(pace_has_an_end_and_a_clock_set_back_locks_nobody_out),
      support_site_test(age_closes_before_the_keeper_does),
      support_site_test(the_same_comment_is_taken_once),
      support_site_test(what_is_too_long_is_told_with_its_limit),
      support_site_test(only_public_articles_take_comments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
