#include "site/pages/page_redirect.h"

#include "db/model/redirect.h"
#include "page_support.h"

static void an_id_leads_to_the_article(void **state) {
  struct blog *b = *state;
  struct page p = {0};
  struct article_input draft = support_article_input("draft"),
                       d = support_article_input("one");
  draft.status = ARTICLE_DRAFT;
  int64_t hidden = support_save(b, &draft), id = support_save(b, &d);
  struct page_request r = {.raw_path = "/", .path = "/", .id = id};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_non_null(p.location);
  assert_string_equal(p.location, "/2026/01/one/");
  assert_true(p.permanent);
  /* A reader does not learn that there is a draft. */
  r.id = hidden;
  assert_err(page_find(b->web, b->arena, &r, &p), ERR_NOT_FOUND);
  r.id = 999;
  assert_err(page_find(b->web, b->arena, &r, &p), ERR_NOT_FOUND);
}

static void a_redirect_without_location_is_out_of_memory(void **state) {
  struct page p = {0};
  (void)state;
  assert_err(page_redirect_to(&p, NULL, true), ERR_NOMEM);
  assert_null(p.location);
}

static const char *location_of(struct blog *b, const char *path, const char *feed) {
  struct page p = {0};
  struct page_request r = {.raw_path = path, .path = path, .feed = feed};
  enum err e = page_find(b->web, b->arena, &r, &p);
  if (e)
    return err_text(e);
  return p.location ? p.location : "a page";
}

static void former_addresses_of_feeds_lead_to_feeds(void **state) {
  struct blog *b = *state;
  static const struct {
    const char *path, *feed, *location;
  } feeds[] = {
      {"/feed.xml", NULL, "/feed/"},
      {"/rss.xml", NULL, "/feed/"},
      {"/index.xml", NULL, "/feed/"},
      {"/Atom.xml", NULL, "/feed/atom/"},
      {"/feeds/posts/default", NULL, "/feed/atom/"},
      {"/feed.json", NULL, "/feed/json/"},
      {"/", "rss2", "/feed/"},
      {"/", "atom", "/feed/atom/"},
      {"/", "comments-rss2", "/comments/feed/"},
      {"/category/x/", "rss2", "/category/x/feed/"},
      {"/", "nonsense", "a page"},
  };
  struct article_input one = support_article_input("one");
  support_save(b, &one);
  for (size_t i = 0; i < sizeof feeds / sizeof feeds[0]; i++)
    assert_string_equal(
        location_of(b, feeds[i].path, feeds[i].feed), feeds[i].location);
}

static enum err set(struct db *s, void *context) {
  const char **pair = context;
  return redirect_set(s, pair[0], pair[1]);
}

/* A page wins over a redirect, and a redirect over an address that is gone. */
static void a_redirect_acts_where_nothing_else_is(void **state) {
  struct blog *b = *state;
  const char *pairs[][2] = {{"/2026/01/one/", "/x/"}, {"/tag/gone/", "/tag/here/"},
      {"/feed.xml/", "https://feeds.example.org/x"}, {"/2026/01/two/", "/y/"}};
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  support_save(b, &one);
  int64_t id = support_save(b, &two);
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    assert_err(txn_write(b->site->db, set, (void *)pairs[i]), OK);
  assert_string_equal(location_of(b, "/2026/01/one/", NULL), "a page");
  assert_string_equal(location_of(b, "/tag/gone/", NULL), "/tag/here/");
  assert_string_equal(location_of(b, "/feed.xml", NULL), "https://feeds.example.org/x");
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_string_equal(location_of(b, "/2026/01/two/", NULL), "/y/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_id_leads_to_the_article),
      support_site_test(a_redirect_without_location_is_out_of_memory),
      support_site_test(former_addresses_of_feeds_lead_to_feeds),
      support_site_test(a_redirect_acts_where_nothing_else_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
