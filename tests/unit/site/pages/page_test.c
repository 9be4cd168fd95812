#include "support_site.h"

#include "base/clock.h"
#include "site/comments/comment_moderate.h"
#include "site/comments/comment_submit.h"
#include "site/pages/page.h"
#include "site/pages/page_article.h"
#include "site/pages/page_search.h"

static struct page find(
    struct blog *b, const char *path, const char *held, int64_t now) {
  const struct page_request r = {
      .raw_path = path, .path = path, .held = held, .now = now};
  struct page p = {0};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  return p;
}

static uint64_t revision(struct blog *b, const char *path) {
  return find(b, path, NULL, SUPPORT_DATE).revision;
}

static void a_list_is_as_new_as_its_articles(void **state) {
  struct blog *b = *state;
  b->web->settings.per_page = 1;
  struct article_input d = support_draft("old");
  d.published_at -= CLOCK_DAY;
  int64_t old = support_save(b, &d);
  d = support_draft("new");
  support_save(b, &d);
  int64_t id = support_comment(b, old, 0, COMMENT_HOLD);
  uint64_t first = revision(b, "/"), second = revision(b, "/page/2/");
  assert_err(comment_moderate(b->site, id, COMMENT_APPROVE), OK);
  assert_true(revision(b, "/page/2/") > second);
  assert_true(revision(b, "/") == first);
}

static void every_page_is_as_new_as_the_menu(void **state) {
  struct blog *b = *state;
  struct article_input d = support_draft("post");
  support_save(b, &d);
  uint64_t home = revision(b, "/"), post = revision(b, "/2026/01/post/");
  d = support_draft("about");
  d.type = ARTICLE_PAGE;
  d.in_menu = true;
  support_save(b, &d);
  assert_true(revision(b, "/") > home);
  assert_true(revision(b, "/2026/01/post/") > post);
}

static int64_t held_id(const struct page *p) {
  const struct page_article *content = p->content;
  return content->held.id;
}

static void assert_to_the_article(const struct page *p, const char *location) {
  assert_false(p->permanent);
  assert_non_null(p->location);
  assert_string_equal(p->location, location);
}

static void a_held_comment_is_shown_by_its_own_link_alone(void **state) {
  static const char path[] = "/2026/01/talk/", other_path[] = "/2026/01/other/";
  struct blog *b = *state;
  char token[CRYPT_TOKEN_TEXT], want[60];
  struct article_input d = support_draft("talk"), other = support_draft("other");
  int64_t article = support_save(b, &d), end = SUPPORT_DATE + CLOCK_DAY;
  support_save(b, &other);
  int64_t id = support_comment(b, article, 0, COMMENT_HOLD);
  crypt_token_sign(db_secret(b->web->db), COMMENT_SUBMIT_HELD_PURPOSE, id, end, token);
  struct page p = find(b, path, token, end - CLOCK_SECOND);
  assert_null(p.location);
  assert_int_equal(held_id(&p), id);
  assert_true(p.is_private);
  p = find(b, path, token, end + CLOCK_SECOND);
  assert_to_the_article(&p, path);
  p = find(b, other_path, token, SUPPORT_DATE);
  assert_to_the_article(&p, other_path);
  p = find(b, path, "nonsense", SUPPORT_DATE);
  assert_to_the_article(&p, path);
  assert_err(comment_moderate(b->site, id, COMMENT_SPAM), OK);
  p = find(b, path, token, SUPPORT_DATE);
  assert_int_equal(held_id(&p), id); /* its sender learns nothing */
  assert_err(comment_moderate(b->site, id, COMMENT_TRASH), OK);
  p = find(b, path, token, SUPPORT_DATE);
  assert_to_the_article(&p, path);
  assert_err(comment_moderate(b->site, id, COMMENT_APPROVE), OK);
  p = find(b, path, token, SUPPORT_DATE);
  snprintf(want, sizeof want, "%s#comment-%lld", path, (long long)id);
  assert_to_the_article(&p, want);
}

static const char *html(struct blog *b, const char *path) {
  struct buf out = {0};
  struct page p = find(b, path, NULL, SUPPORT_DATE);
  assert_err(page_render(b->web, b->arena, &p, &out), OK);
  const char *copy = arena_strdup(b->arena, buf_text(&out));
  buf_free(&out);
  assert_non_null(copy);
  return copy;
}

static void language_of_an_article_is_shown(void **state) {
  static const char want[] = "<article class=\"article\" lang=\"ar\" dir=\"rtl\">";
  struct blog *b = *state;
  struct article_input d = support_draft("plain");
  support_save(b, &d);
  assert_null(strstr(html(b, "/2026/01/plain/"), want));
  d = support_draft("foreign");
  d.lang = "ar";
  support_save(b, &d);
  assert_non_null(strstr(html(b, "/2026/01/foreign/"), want));
}

static void an_update_is_shown_after_a_day(void **state) {
  struct blog *b = *state;
  struct article_input d = support_draft("same-day");
  d.updated_at += CLOCK_DAY;
  support_save(b, &d);
  assert_null(strstr(html(b, "/2026/01/same-day/"), "class=\"updated\""));
  d = support_draft("later");
  d.updated_at += 2 * CLOCK_DAY;
  support_save(b, &d);
  const char *at = strstr(html(b, "/2026/01/later/"), "class=\"updated\"");
  assert_non_null(at);
  assert_non_null(strstr(at, "3 January 2026"));
}

static void a_page_shows_those_above_it(void **state) {
  struct blog *b = *state;
  struct article_input d = support_draft("about");
  d.type = ARTICLE_PAGE;
  int64_t about = support_save(b, &d);
  d = support_draft("team");
  d.type = ARTICLE_PAGE;
  d.parent_id = about;
  support_save(b, &d);
  assert_null(strstr(html(b, "/about/"), "class=\"breadcrumbs\""));
  const char *at = strstr(html(b, "/about/team/"), "class=\"breadcrumbs\"");
  assert_non_null(at);
  assert_non_null(strstr(at, "<a href=\"/about/\"><bdi>about</bdi></a>"));
}

static void a_search_tells_how_many_it_found(void **state) {
  static const struct {
    size_t count;
    const char *sentence;
  } cases[] = {{1, ">More than 1 article<"}, {2, ">More than 2 articles<"}};
  struct blog *b = *state;
  const struct page_request r = {
      .raw_path = "/", .path = "/", .search = "words", .now = SUPPORT_DATE};
  struct article_input one = support_draft("one"), two = support_draft("two");
  support_save(b, &one);
  support_save(b, &two);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct page p = {0};
    struct buf out = {0};
    assert_err(page_find(b->web, b->arena, &r, &p), OK);
    struct search_result *found = &((struct page_search *)p.content)->found;
    assert_int_equal(found->count, 2);
    found->count = cases[i].count;
    found->more = true;
    assert_err(page_render(b->web, b->arena, &p, &out), OK);
    assert_non_null(strstr(buf_text(&out), cases[i].sentence));
    buf_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_list_is_as_new_as_its_articles),
      support_site_test(every_page_is_as_new_as_the_menu),
      support_site_test(a_held_comment_is_shown_by_its_own_link_alone),
      support_site_test(language_of_an_article_is_shown),
      support_site_test(an_update_is_shown_after_a_day),
      support_site_test(a_page_shows_those_above_it),
      support_site_test(a_search_tells_how_many_it_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
