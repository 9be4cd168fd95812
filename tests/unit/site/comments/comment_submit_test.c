#include "fail_alloc.h"
#include "site/comments/comment_render.h"
#include "support_site.h"

#include "base/clock.h"
#include "base/limits.h"
#include "db/txn.h"
#include "site/comments/comment_submit.h"

/* Submits `text` to the article from an address. */
static enum err submit(struct blog *b, int64_t article, const char *text,
    const char *address, int64_t now, struct comment_outcome *out) {
  const struct comment_submission in = {
      .article_id = article,
      .comment = text,
      .author = "Ada",
      .email = "ada@example.org",
      .url = "",
      .address = address,
      .now = now,
  };
  *out = (struct comment_outcome){0};
  return comment_submit(b->web, b->arena, &in, out);
}

static int64_t talk(struct blog *b) {
  struct article_input d = support_article_input("talk");
  return support_save(b, &d);
}

static void only_an_approved_comment_changes_its_article(void **state) {
  struct blog *b = *state;
  struct comment_outcome out;
  int64_t id = talk(b), before = support_revision(b, DEP_COMMENTS, id);
  b->web->settings.flood_seconds = 0;
  assert_err(submit(b, id, "It waits.", NULL, SUPPORT_DATE, &out), OK);
  assert_non_null(strstr(out.location, "?held="));
  assert_int_equal(support_revision(b, DEP_COMMENTS, id), before);
  b->web->settings.moderation = MODERATION_NONE;
  assert_err(submit(b, id, "It shows.", NULL, SUPPORT_DATE, &out), OK);
  assert_non_null(strstr(out.location, "#comment-"));
  assert_null(strstr(out.location, "?held="));
  assert_true(support_revision(b, DEP_COMMENTS, id) > before);
  assert_int_equal(support_article(b, id).comment_count, 1);
}

static void the_pace_is_limited_per_network(void **state) {
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
  struct comment_outcome out;
  int64_t id = talk(b);
  b->web->settings.flood_seconds = 15;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    enum err e = submit(b, id, rows[i].text, rows[i].address, SUPPORT_DATE, &out);
    if (e != rows[i].want)
      fail_msg("%s from %s: %s", rows[i].text, rows[i].address, err_name(e));
  }
}

/* Judging and rendering take most of the time. A full queue depends on the verdict. */
static void a_refused_comment_is_not_judged(void **state) {
  struct blog *b = *state;
  struct comment_outcome out;
  int64_t id = talk(b);
  b->web->settings.flood_seconds = 0;
  b->web->settings.site_limit = 1;
  assert_err(submit(b, id, "one", NULL, SUPPORT_DATE, &out), OK);
  assert_string_equal(out.verdict.rule, "first-time");
  assert_err(submit(b, id, "two", NULL, SUPPORT_DATE, &out), ERR_TOO_QUICK);
  assert_int_equal(out.faults.whole, COMMENT_FAULT_BUSY);
  assert_null(out.verdict.rule);
  b->web->settings.site_limit = 0;
  b->web->settings.pending_limit = 1;
  assert_err(submit(b, id, "two", NULL, SUPPORT_DATE, &out), ERR_TOO_QUICK);
  assert_int_equal(out.faults.whole, COMMENT_FAULT_BUSY);
  assert_string_equal(out.verdict.rule, "first-time");
}

/* A comment of the future must neither count nor hide those of the present. */
static void a_clock_set_back_locks_nobody_out(void **state) {
  struct blog *b = *state;
  struct comment_outcome out;
  const char *home = "192.0.2.1";
  int64_t id = talk(b), t = SUPPORT_DATE + CLOCK_DAY;
  b->web->settings.flood_seconds = 15;
  assert_err(submit(b, id, "one", home, t, &out), OK);
  assert_err(submit(b, id, "two", home, t + 14 * CLOCK_SECOND, &out), ERR_TOO_QUICK);
  assert_true(out.retry_after >= 1 && out.retry_after <= 2);
  assert_int_equal(out.faults.whole, COMMENT_FAULT_TOO_QUICK);
  assert_string_equal(out.comment, "two");
  assert_err(submit(b, id, "two", home, t + 15 * CLOCK_SECOND, &out), OK);
  int64_t before = t - CLOCK_DAY / 2;
  assert_err(submit(b, id, "three", home, before, &out), OK);
  assert_err(submit(b, id, "four", home, before + CLOCK_SECOND, &out), ERR_TOO_QUICK);
  assert_true(out.retry_after >= 14 && out.retry_after <= 15);
  /* Of two requests at once, the one that is written last may have come first. */
  assert_err(submit(b, id, "five", home, before - CLOCK_SECOND, &out), ERR_TOO_QUICK);
  assert_true(out.retry_after >= 15 && out.retry_after <= 16);
  assert_err(submit(b, id, "six", home, before + 15 * CLOCK_SECOND, &out), OK);
}

static void an_old_article_is_closed_before_the_scheduler_acts(void **state) {
  struct blog *b = *state;
  struct comment_outcome out;
  b->web->settings.close_after_days = 1;
  int64_t id = talk(b), end = SUPPORT_DATE + CLOCK_DAY;
  assert_true(support_article(b, id).comments_open);
  assert_err(submit(b, id, "in time", NULL, end - 1, &out), OK);
  assert_err(submit(b, id, "too late", NULL, end, &out), ERR_CLOSED);
  b->web->settings.close_after_days = 2;
  assert_err(submit(b, id, "longer", NULL, end, &out), OK);
}

static void a_duplicate_is_refused(void **state) {
  struct blog *b = *state;
  struct comment_outcome out;
  int64_t id = talk(b);
  struct comment c = {.author = "Ada", .source = "Once\nonly."}, kept;
  assert_err(comment_render_markdown(b->arena, &c), OK);
  assert_string_equal(c.html, "<p>Once<br>\nonly.</p>\n");
  assert_err(submit(b, id, c.source, NULL, SUPPORT_DATE, &out), OK);
  assert_err(submit(b, id, c.source, NULL, SUPPORT_DATE, &out), ERR_EXISTS);
  assert_err(submit(b, id, "Once only.", NULL, SUPPORT_DATE, &out), OK);
  assert_err(comment_by_id(b->web->db, b->arena, 1, &kept), OK);
  assert_string_equal(kept.html, c.html);
  assert_int_equal(kept.renderer, c.renderer);
}

/* Returns `head`, padded with "a" to `n` characters. */
static char *long_text(struct blog *b, const char *head, size_t n) {
  char *s = arena_alloc(b->arena, n + 1);
  assert_non_null(s);
  memset(s, 'a', n);
  memcpy(s, head, strlen(head));
  return s;
}

static void every_fault_is_reported_at_once(void **state) {
  struct blog *b = *state;
  struct comment_outcome out = {0};
  const struct comment_submission in = {
      .article_id = talk(b),
      .comment = long_text(b, "", LIMIT_COMMENT + 1),
      .author = long_text(b, "", LIMIT_NAME + 1),
      .email = long_text(b, "ada@example.", LIMIT_EMAIL + 1),
      .url = long_text(b, "https://example.org/", LIMIT_URL + 1),
      .now = SUPPORT_DATE,
  };
  assert_err(comment_submit(b->web, b->arena, &in, &out), ERR_INVALID);
  assert_int_equal(out.faults.author, COMMENT_FAULT_AUTHOR_LONG);
  assert_int_equal(out.faults.email, COMMENT_FAULT_EMAIL_LONG);
  assert_int_equal(out.faults.url, COMMENT_FAULT_URL_LONG);
  assert_int_equal(out.faults.comment, COMMENT_FAULT_TEXT_LONG);
}

static void only_public_articles_accept_comments(void **state) {
  struct blog *b = *state;
  struct comment_outcome out;
  struct article_input d = support_article_input("secret");
  d.status = ARTICLE_DRAFT;
  int64_t secret = support_save(b, &d);
  d = support_article_input("closed");
  d.comments_open = false;
  int64_t closed = support_save(b, &d);
  assert_err(submit(b, secret, "x", NULL, SUPPORT_DATE, &out), ERR_NOT_FOUND);
  assert_err(submit(b, 999, "x", NULL, SUPPORT_DATE, &out), ERR_NOT_FOUND);
  assert_err(submit(b, closed, "x", NULL, SUPPORT_DATE, &out), ERR_CLOSED);
}

static void a_deleted_parent_is_dropped_and_the_text_kept(void **state) {
  struct blog *b = *state;
  struct comment_outcome out = {0};
  int64_t article = talk(b), held = support_comment(b, article, 0, COMMENT_HOLD);
  const struct comment_submission in = {
      .article_id = article,
      .parent_id = held,
      .comment = "An answer",
      .author = " Ada ",
      .email = "ada@example.org",
      .now = SUPPORT_DATE,
  };
  assert_err(comment_submit(b->web, b->arena, &in, &out), ERR_INVALID);
  assert_int_equal(out.faults.whole, COMMENT_FAULT_PARENT_GONE);
  assert_int_equal(out.parent_id, 0);
  assert_string_equal(out.comment, "An answer");
  assert_string_equal(out.author, "Ada");
}

struct attempt {
  struct blog *blog;
  int64_t article;
};

static enum err submit_in_little_memory(void *context) {
  const struct attempt *t = context;
  struct comment_outcome out = {0};
  struct arena *a = arena_new(1 << 20);
  static int n;
  char text[32];
  const struct comment_submission in = {
      .article_id = t->article,
      .comment = text,
      .author = "Ada",
      .email = "ada@example.org",
      .now = SUPPORT_DATE,
  };
  snprintf(text, sizeof text, "Comment %d", n++);
  enum err e = a ? comment_submit(t->blog->web, a, &in, &out) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct attempt t = {*state, talk(*state)};
  t.blog->web->settings.flood_seconds = 0;
  assert_true(fail_alloc_each(submit_in_little_memory, &t) > 2);
}

/* It shows the text and stores nothing. */
static void a_preview_leaves_no_trace(void **state) {
  struct blog *b = *state;
  struct comment_outcome out = {0};
  int64_t id = talk(b);
  struct comment_submission in = {.article_id = id,
      .comment = "*new*",
      .author = " Ada ",
      .made = "made",
      .known = "known",
      .address = "192.0.2.1",
      .now = SUPPORT_DATE};
  assert_err(comment_submit_preview(b->web, b->arena, &in, &out), OK);
  assert_string_equal(out.preview, "<p><em>new</em></p>\n");
  assert_string_equal(out.author, "Ada");
  assert_string_equal(out.comment, "*new*");
  assert_string_equal(out.made, "made");
  assert_string_equal(out.known, "known");
  assert_int_equal(out.faults.email, COMMENT_FAULT_NONE);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_verdict"), 0);
  in.comment = " ";
  assert_err(comment_submit_preview(b->web, b->arena, &in, &out), ERR_INVALID);
  assert_int_equal(out.faults.comment, COMMENT_FAULT_TEXT_MISSING);
  in.comment = "x";
  in.parent_id = 99;
  assert_err(comment_submit_preview(b->web, b->arena, &in, &out), ERR_INVALID);
  assert_int_equal(out.faults.whole, COMMENT_FAULT_PARENT_GONE);
  in.parent_id = 0;
  in.article_id = 99;
  assert_err(comment_submit_preview(b->web, b->arena, &in, &out), ERR_NOT_FOUND);
}

/* All that the reader has filled in comes back, even if the database has gone. */
static void a_comment_that_is_put_off_keeps_its_fields(void **state) {
  struct blog *b = *state;
  struct comment_outcome out = {0};
  const struct comment_submission in = {.article_id = 99,
      .parent_id = 7,
      .comment = " text\n",
      .author = " Ada ",
      .email = "not an address",
      .made = "made",
      .known = "known",
      .now = SUPPORT_DATE};
  assert_err(comment_submit_put_off(b->web, b->arena, &in, &out), OK);
  assert_int_equal(out.article.id, 99);
  assert_int_equal(out.parent_id, 7);
  assert_string_equal(out.comment, " text\n");
  assert_string_equal(out.author, "Ada");
  assert_string_equal(out.email, "not an address");
  assert_string_equal(out.url, "");
  assert_string_equal(out.made, "made");
  assert_string_equal(out.known, "known");
  assert_int_equal(out.faults.whole, COMMENT_FAULT_BUSY);
  assert_int_equal(out.faults.email, COMMENT_FAULT_NONE);
}

/* Comments that have arrived together. */
enum { GROUP = 6 };
struct group {
  struct comment_submission in[GROUP];
  struct comment_outcome out[GROUP];
  struct comment_attempt *attempts[GROUP];
};

static void begin(struct blog *b, struct group *g, int i, int64_t article,
    const char *text, const char *address) {
  g->in[i] = (struct comment_submission){.article_id = article,
      .comment = text,
      .author = "Ada",
      .email = "ada@example.org",
      .url = "",
      .address = address,
      .now = SUPPORT_DATE};
  assert_err(
      comment_submit_begin(b->web, b->arena, &g->in[i], &g->out[i], &g->attempts[i]),
      OK);
}

/* Of those that break a rule only together with an earlier one, the first is stored. */
static void each_comment_of_a_group_has_its_own_result(void **state) {
  static const enum err want[GROUP] = {
      OK, ERR_EXISTS, ERR_TOO_QUICK, OK, ERR_NOT_FOUND, OK};
  struct blog *b = *state;
  static struct group g;
  struct article_input input = support_article_input("goes");
  int64_t id = talk(b), gone = support_save(b, &input);
  b->web->settings.moderation = MODERATION_NONE;
  b->web->settings.flood_seconds = 15;
  begin(b, &g, 0, id, "The same", "192.0.2.1");
  begin(b, &g, 1, id, "The same", "198.51.100.1");
  begin(b, &g, 2, id, "Too quick", "192.0.2.1");
  begin(b, &g, 3, id, "Another", "203.0.113.1");
  begin(b, &g, 4, gone, "Too late", "203.0.113.9");
  begin(b, &g, 5, id, "The last", NULL);
  assert_err(publish_delete(b->site, b->arena, gone), OK);
  int64_t before = support_number(b, "SELECT change FROM site");
  comment_submit_store(b->web, g.attempts, GROUP);
  assert_int_equal(support_number(b, "SELECT change FROM site"), before + 1);
  for (int i = 0; i < GROUP; i++) {
    assert_err(comment_submit_result(g.attempts[i]), want[i]);
    assert_err(comment_submit_end(g.attempts[i]), want[i]);
    if (!want[i])
      assert_non_null(strstr(g.out[i].location, "#comment-"));
  }
  assert_string_not_equal(g.out[0].location, g.out[3].location);
  assert_true(g.out[2].retry_after > 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
  assert_int_equal(support_article(b, id).comment_count, 3);
}

static enum err refuse(struct db *s, void *context, const struct txn_changes *changes) {
  (void)s;
  (void)context;
  (void)changes;
  return ERR_FULL;
}

static void nothing(void *context, bool committed) {
  (void)context;
  (void)committed;
}

/* None is acknowledged, and a comment with a fault of its own keeps that. */
static void a_group_that_cannot_be_written_fails_whole(void **state) {
  struct blog *b = *state;
  static struct group g;
  int64_t id = talk(b);
  b->web->settings.moderation = MODERATION_NONE;
  b->web->settings.flood_seconds = 0;
  begin(b, &g, 0, id, "First", "192.0.2.1");
  begin(b, &g, 1, id, "First", "192.0.2.2");
  begin(b, &g, 2, id, "Second", "192.0.2.3");
  txn_set_hook(b->web->db, refuse, nothing, NULL);
  comment_submit_store(b->web, g.attempts, 3);
  assert_err(comment_submit_end(g.attempts[0]), ERR_FULL);
  assert_err(comment_submit_end(g.attempts[1]), ERR_EXISTS);
  assert_err(comment_submit_end(g.attempts[2]), ERR_FULL);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 0);
  assert_int_equal(support_article(b, id).comment_count, 0);
  txn_set_hook(b->web->db, NULL, NULL, NULL);
  comment_submit_store(b->web, g.attempts, 3);
  assert_err(comment_submit_result(g.attempts[2]), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 2);
}

/* A group in which all are refused changes nothing, and writes nothing. */
static void a_refused_group_is_not_written(void **state) {
  struct blog *b = *state;
  static struct group g;
  int64_t id = talk(b);
  begin(b, &g, 0, id, "First", "192.0.2.1");
  begin(b, &g, 1, id, "Second", "192.0.2.2");
  assert_err(publish_delete(b->site, b->arena, id), OK);
  int64_t before = support_number(b, "SELECT change FROM site");
  comment_submit_store(b->web, g.attempts, 2);
  assert_err(comment_submit_end(g.attempts[0]), ERR_NOT_FOUND);
  assert_err(comment_submit_end(g.attempts[1]), ERR_NOT_FOUND);
  assert_int_equal(support_number(b, "SELECT change FROM site"), before);
  comment_submit_store(b->web, g.attempts, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_an_approved_comment_changes_its_article),
      support_site_test(the_pace_is_limited_per_network),
      support_site_test(a_refused_comment_is_not_judged),
      support_site_test(a_clock_set_back_locks_nobody_out),
      support_site_test(an_old_article_is_closed_before_the_scheduler_acts),
      support_site_test(a_duplicate_is_refused),
      support_site_test(every_fault_is_reported_at_once),
      support_site_test(only_public_articles_accept_comments),
      support_site_test(a_deleted_parent_is_dropped_and_the_text_kept),
      support_site_test(a_preview_leaves_no_trace),
      support_site_test(a_comment_that_is_put_off_keeps_its_fields),
      support_site_test(each_comment_of_a_group_has_its_own_result),
      support_site_test(a_group_that_cannot_be_written_fails_whole),
      support_site_test(a_refused_group_is_not_written),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
