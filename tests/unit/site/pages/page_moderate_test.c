#include "site/pages/page_moderate.h"

#include "fail_alloc.h"
#include "site/comments/comment_moderate.h"
#include "site/site_link.h"
#include "support_site.h"

struct shown {
  struct blog *blog;
  struct site *link;
  int64_t article, id;
  const char *text;
};

static void begin(struct shown *s, struct blog *b, enum comment_status status) {
  struct article_input d = support_article_input("talk");
  *s = (struct shown){.blog = b, .article = support_save(b, &d)};
  s->id = support_comment(b, s->article, 0, status);
  assert_err(site_link_open(&s->link, b->web), OK);
}

static enum err render(struct shown *s, const struct page_moderate *p) {
  struct buf out = {0};
  enum err e = page_moderate_render(s->blog->web, s->link, s->blog->arena, p, &out);
  if (!e && !(s->text = arena_strdup(s->blog->arena, buf_text(&out))))
    e = ERR_NOMEM;
  buf_free(&out);
  return e;
}

static void has(struct shown *s, const char *piece, bool wanted) {
  if ((strstr(s->text, piece) != NULL) != wanted)
    fail_msg("%s \"%s\" in:\n%s", wanted ? "no" : "there is", piece, s->text);
}

static void buttons_depend_on_the_status(void **state) {
  struct shown s;
  begin(&s, *state, COMMENT_HOLD);
  struct page_moderate p = {
      .id = s.id, .token = "1.2.ab", .suggested = MODERATE_APPROVE};
  assert_err(render(&s, &p), OK);
  has(&s, "value=\"approve\" autofocus>", true);
  has(&s, "value=\"spam\"", true);
  has(&s, "value=\"hold\" ", false);
  has(&s, "Your reply also approves the comment.", true);
  has(&s, "Status: awaiting moderation", true);
  has(&s, "name=\"from\" value=\"hold\"", true);
  has(&s, "href=\"/2026/01/talk/\"", true);
  has(&s, "noindex", true);
  has(&s, "value=\"undo\"", false);
  assert_err(support_moderate(s.blog->site, s.id, COMMENT_APPROVE), OK);
  p.suggested = MODERATE_REPLY;
  assert_err(render(&s, &p), OK);
  has(&s, "value=\"approve\" ", false);
  has(&s, "name=\"do\" value=\"hold\"", true);
  has(&s, "dir=\"auto\" autofocus>", true);
  assert_err(support_moderate(s.blog->site, s.id, COMMENT_SPAM), OK);
  assert_err(render(&s, &p), OK);
  has(&s, "<textarea", false);
  assert_err(comment_moderate_delete(s.blog->site, s.id), OK);
  assert_err(render(&s, &p), ERR_NOT_FOUND);
  site_link_close(s.link);
}

static void what_was_done_can_be_undone(void **state) {
  struct shown s;
  begin(&s, *state, COMMENT_SPAM);
  const struct moderate_order order = {
      .id = s.id, .from = COMMENT_HOLD, .to = COMMENT_SPAM, .now = SUPPORT_DATE};
  struct moderate_outcome o = {.result = MODERATE_DONE};
  struct page_moderate p = {
      .id = s.id, .token = "1.2.ab", .order = &order, .outcome = &o};
  assert_err(render(&s, &p), OK);
  has(&s, "The comment is marked as spam.", true);
  has(&s, "name=\"to\" value=\"hold\"", true);
  has(&s, "value=\"undo\"", true);
  o.result = MODERATE_MEANWHILE;
  assert_err(render(&s, &p), OK);
  has(&s, "Meanwhile somebody", true);
  has(&s, "value=\"undo\"", false);
  o.result = MODERATE_BEFORE;
  assert_err(render(&s, &p), OK);
  has(&s, "Nothing changed", true);
  site_link_close(s.link);
}

static void a_reply_that_is_refused_is_kept(void **state) {
  struct shown s;
  begin(&s, *state, COMMENT_SPAM);
  const struct moderate_order order = {.id = s.id,
      .from = COMMENT_HOLD,
      .to = COMMENT_APPROVE,
      .reply = "My <words>",
      .now = SUPPORT_DATE};
  struct moderate_outcome o = {.result = MODERATE_REPLY_REFUSED};
  struct page_moderate p = {
      .id = s.id, .token = "1.2.ab", .order = &order, .outcome = &o};
  assert_err(render(&s, &p), OK);
  has(&s, "My &lt;words&gt;</textarea>", true);
  has(&s, "Please approve the comment first", true);
  o.result = MODERATE_REPLY_FAULTY;
  o.fault = COMMENT_FAULT_TEXT_LONG;
  assert_err(render(&s, &p), OK);
  has(&s, "aria-invalid", true);
  has(&s, "It has 10.", true);
  o.result = MODERATE_REPLIED;
  o.reply = 99;
  assert_err(render(&s, &p), OK);
  has(&s, "name=\"r\" value=\"99.", true);
  site_link_close(s.link);
}

static void dead_links_say_why(void **state) {
  struct blog *b = *state;
  static const struct {
    enum err why;
    const char *says;
  } dead[] = {{ERR_SYNTAX, "This link is not valid"},
      {ERR_GONE, "This link has expired"}, {ERR_NOT_FOUND, "This comment was deleted"}};
  for (size_t i = 0; i < 3; i++) {
    struct buf out = {0};
    assert_err(page_moderate_render_dead(b->web, b->arena, dead[i].why, &out), OK);
    assert_non_null(strstr(buf_text(&out), dead[i].says));
    assert_null(strstr(buf_text(&out), "action=\"/comment/moderate/\""));
    buf_free(&out);
  }
}

static enum err render_once(void *context) {
  struct shown *s = context;
  const struct page_moderate p = {.id = s->id, .token = "1.2.ab"};
  return render(s, &p);
}

static void a_failed_allocation_is_reported(void **state) {
  struct shown s;
  begin(&s, *state, COMMENT_HOLD);
  fail_alloc_each(render_once, &s);
  site_link_close(s.link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(buttons_depend_on_the_status),
      support_site_test(what_was_done_can_be_undone),
      support_site_test(a_reply_that_is_refused_is_kept),
      support_site_test(dead_links_say_why),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
