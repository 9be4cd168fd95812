#include "site/pages/page_follow.h"

#include "page_support.h"
#include "site/site_link.h"
#include "site/site_open.h"
#include "support_follow.h"

struct request {
  struct blog *blog;
  int64_t follower;
};

static const char *render(struct blog *b, int64_t follower, enum follow_action done) {
  struct buf out = {0};
  struct site *link = NULL;
  assert_err(site_link_open(&link, b->web), OK);
  assert_err(
      page_follow_render(link, b->arena, follower, done, SUPPORT_DATE, &out), OK);
  site_link_close(link);
  const char *text = arena_strdup(b->arena, buf_text(&out));
  buf_free(&out);
  return text;
}

/* A follower of a public article and of a draft. */
static int64_t make(struct blog *b) {
  struct article_input d = support_article_input("low-tide");
  d.title = "Low tide";
  int64_t shown = support_save(b, &d);
  d = support_article_input("plan");
  d.title = "Secret plan";
  d.status = ARTICLE_DRAFT;
  int64_t draft = support_save(b, &d);
  struct site *sender = support_sender(b);
  struct support_follow f = {.email = "canary@example.org",
      .follow = {.article_id = shown, .comment_id = 1, .scope = FOLLOW_ALL}};
  support_follow(sender, &f);
  f.follow.article_id = draft;
  f.follow.comment_id = 2;
  f.follow.confirmed_at = 5;
  support_follow(sender, &f);
  site_close(sender);
  return f.follow.follower_id;
}

static void the_page_shows_what_is_followed(void **state) {
  struct blog *b = *state;
  int64_t follower = make(b);
  const char *text = render(b, follower, FOLLOW_LOOK);
  assert_has(text, "<bdi>Low tide</bdi>");
  assert_has(text, "value=\"confirm\"");
  assert_has(text, "noindex");
  assert_lacks(text, "Secret plan");
  assert_lacks(text, "canary");
  assert_lacks(text, "role=\"status\"");
  assert_has(render(b, follower, FOLLOW_CONFIRM), "role=\"status\"");
}

static void a_forgotten_follower_gets_a_page(void **state) {
  const char *text = render(*state, 0, FOLLOW_STOP);
  assert_has(text, "You get no email about comments.");
  assert_has(text, "role=\"status\"");
}

static enum err render_once(void *context) {
  const struct request *r = context;
  struct arena *a = arena_new(1 << 20);
  struct buf out = {0};
  enum err e = a ? page_follow_render(
                       r->blog->site, a, r->follower, FOLLOW_LOOK, SUPPORT_DATE, &out)
                 : ERR_NOMEM;
  buf_free(&out);
  arena_free(a);
  return e;
}

static void without_memory_nothing_is_added(void **state) {
  struct blog *b = *state;
  struct request r = {.blog = b, .follower = make(b)};
  struct site *link = NULL, *command = b->site;
  assert_err(site_link_open(&link, b->web), OK);
  b->site = link;
  fail_alloc_each(render_once, &r);
  b->site = command;
  site_link_close(link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_page_shows_what_is_followed),
      support_site_test(a_forgotten_follower_gets_a_page),
      support_site_test(without_memory_nothing_is_added),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
