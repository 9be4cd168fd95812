#include "site/pages/page_own_comment.h"

#include "base/clock.h"
#include "fail_alloc.h"
#include "site/comments/comment_moderate.h"
#include "support_site.h"

#include <string.h>

struct shown {
  struct blog *blog;
  int64_t id, now;
  int status;
  const char *text;
};

static void begin(struct shown *s, struct blog *b) {
  struct article_input d = support_article_input("talk");
  struct comment c;
  *s = (struct shown){.blog = b};
  s->id = support_comment(b, support_save(b, &d), 0, COMMENT_APPROVE);
  assert_err(comment_by_id(b->site->db, b->arena, s->id, &c), OK);
  s->now = c.created_at;
}

static enum err take(struct shown *s, enum err e, struct buf *out) {
  s->text = e ? "" : arena_strdup(s->blog->arena, buf_text(out));
  buf_free(out);
  return e ? e : s->text ? OK : ERR_NOMEM;
}

static enum err render(struct shown *s, bool withdraws) {
  struct buf out = {0};
  return take(s,
      page_own_comment_render(s->blog->web, s->blog->arena, s->id, "1.2.x", withdraws,
          s->now, &s->status, &out),
      &out);
}

static enum err render_outcome(
    struct shown *s, bool withdraws, const struct own_outcome *o) {
  struct buf out = {0};
  return take(s,
      page_own_comment_render_outcome(
          s->blog->web, s->blog->arena, s->id, "1.2.x", withdraws, o, &s->status, &out),
      &out);
}

static void expect(struct shown *s, int status, const char *piece) {
  assert_int_equal(s->status, status);
  if (!strstr(s->text, piece))
    fail_msg("no \"%s\" in:\n%s", piece, s->text);
}

static void what_is_offered(void **state) {
  struct shown s;
  begin(&s, *state);
  assert_err(render(&s, false), OK);
  expect(&s, 200, "name=\"rev\" value=\"0\"");
  expect(&s, 200, "?edit=");
  assert_err(render(&s, true), OK);
  expect(&s, 200, "Withdraw your comment?");
  s.now += CLOCK_DAY;
  assert_err(render(&s, false), OK);
  expect(&s, 410, "The time for changes is over");
  assert_null(strstr(s.text, "?edit="));
  assert_err(support_moderate(s.blog->site, s.id, COMMENT_TRASH), OK);
  assert_err(render(&s, false), OK);
  expect(&s, 410, "This comment no longer exists");
}

static void what_became_of_a_form(void **state) {
  struct shown s;
  begin(&s, *state);
  struct own_outcome o = {.result = OWN_FAULTY,
      .comment = "My <words>",
      .author = "",
      .url = "",
      .faults = {.author = COMMENT_FAULT_AUTHOR_MISSING}};
  assert_err(render_outcome(&s, false, &o), OK);
  expect(&s, 422, "Please enter your name.");
  expect(&s, 422, "My &lt;words&gt;</textarea>");
  o.faults.author = COMMENT_FAULT_NONE;
  o.result = OWN_MEANWHILE;
  o.rev = 9;
  assert_err(render_outcome(&s, false, &o), OK);
  expect(&s, 409, "name=\"rev\" value=\"9\"");
  o.result = OWN_TOO_QUICK;
  o.faults.whole = COMMENT_FAULT_TOO_QUICK;
  o.retry_after = 7;
  assert_err(render_outcome(&s, true, &o), OK);
  expect(&s, 429, "wait 7 seconds");
  o.result = OWN_OVER;
  assert_err(render_outcome(&s, false, &o), OK);
  expect(&s, 410, "My &lt;words&gt;</textarea>");
  o.result = OWN_GONE;
  assert_err(render_outcome(&s, false, &o), OK);
  expect(&s, 410, "This comment no longer exists");
}

static void dead_links_keep_the_text(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  assert_err(
      page_own_comment_render_dead(b->web, b->arena, ERR_GONE, "Kept", &out), OK);
  assert_non_null(strstr(buf_text(&out), "Kept</textarea>"));
  buf_free(&out);
  assert_err(
      page_own_comment_render_dead(b->web, b->arena, ERR_SYNTAX, NULL, &out), OK);
  assert_non_null(strstr(buf_text(&out), "This link is not valid"));
  buf_free(&out);
}

static enum err render_once(void *context) {
  struct shown *s = context;
  return render(s, false);
}

static void a_failed_allocation_is_reported(void **state) {
  struct shown s;
  begin(&s, *state);
  fail_alloc_each(render_once, &s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(what_is_offered),
      support_site_test(what_became_of_a_form),
      support_site_test(dead_links_keep_the_text),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
