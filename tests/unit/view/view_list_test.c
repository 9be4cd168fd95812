#include "view/view_list.h"

#include "view_support.h"

static char *render(const struct view_list_page *p) {
  struct templates *t = view_templates();
  struct buf out = {0};
  assert_err(view_list_page(t, p, &out), OK);
  templates_free(t);
  return support_take(&out);
}

static void test_home(void **state) {
  (void)state;
  const struct view_card articles[] = {
      {.url = "/b/",
          .title = "Second ⛴️",
          .excerpt = "It <floats>.",
          .published = {"2026-11-20", "20 November 2026"},
          .author = "Ada",
          .author_url = "/author/ada/",
          .comments = "2 comments",
          .sticky = true},
      {.url = "/a/",
          .title = "",
          .lang = "zh-Hans",
          .dir = "ltr",
          .published = {"2026-11-19", "19 November 2026"},
          .author = "林晓",
          .author_url = "/author/x/"},
  };
  const struct view_link menu[] = {{"/about/", "About", true}, {"/b/", "B", false}};
  struct view_list_page p = {.layout = view_plain_layout()};
  p.articles = articles;
  p.article_count = 2;
  p.layout.home = true;
  p.layout.title = NULL;
  p.layout.tagline = "Mud & more";
  p.layout.menu = (struct view_links){menu, 2};
  char *page = render(&p);
  view_expect(page, "<title>Notes</title>");
  view_expect(page, "<h1 class=\"site-title\"><a href=\"/\"><bdi>Notes</bdi></a></h1>");
  view_expect(page, "<p class=\"tagline\"><bdi>Mud &amp; more</bdi></p>");
  view_expect(page, "<a href=\"/about/\" aria-current=\"page\"><bdi>About</bdi></a>");
  view_expect(page, "<span class=\"pinned\">Pinned</span>");
  view_expect(page, "<h2><a href=\"/b/\"><bdi>Second ⛴️</bdi></a></h2>");
  view_expect(page, "<p class=\"excerpt\">It &lt;floats&gt;.</p>");
  view_expect(page, "<a href=\"/b/#comments\">2 comments</a>");
  view_expect(page, "<article class=\"card\" lang=\"zh-Hans\" dir=\"ltr\">");
  view_expect(page, "<h2><a href=\"/a/\"><bdi>19 November 2026</bdi></a></h2>");
  assert_int_equal(view_count(page, "<h1"), 1);
  /* Values of one article must not show at the next. */
  assert_int_equal(view_count(page, "class=\"pinned\""), 1);
  assert_int_equal(view_count(page, "class=\"excerpt\""), 1);
  assert_int_equal(view_count(page, "#comments"), 1);
  view_expect(page, "<div class=\"cards front\">");
  view_refute(page, "class=\"pager\"");
  free(page);
}

static void test_pager(void **state) {
  (void)state;
  const struct view_link numbers[] = {
      {"/", "1", false}, {NULL, "…", false}, {"/page/8/", "8", true}};
  const struct view_link up[] = {{"/2026/", "2026", false}};
  struct view_list_page p = {
      .layout = view_plain_layout(),
      .heading = "Tag: <mud>",
      .note = "80 articles",
      .breadcrumbs = {up, 1},
      .pager = {.before = {"/page/7/", "Newer posts", false}, .numbers = {numbers, 3}},
  };
  p.layout.prev_url = "/page/7/";
  char *page = render(&p);
  view_expect(page, "<h1><bdi>Tag: &lt;mud&gt;</bdi></h1>");
  view_expect(page, "<p class=\"site-title\">");
  view_expect(page, "<div class=\"cards\">");
  view_expect(page, "<a href=\"/2026/\"><bdi>2026</bdi></a> / ");
  view_expect(page, "<p class=\"note\">80 articles</p>");
  view_expect(page, "<link rel=\"prev\" href=\"/page/7/\">");
  view_expect(
      page, "<a class=\"before\" href=\"/page/7/\" rel=\"prev\">Newer posts</a>");
  view_expect(page, "<li><span>…</span></li>");
  view_expect(page, "<a href=\"/page/8/\" aria-current=\"page\">8</a>");
  view_refute(page, ">Older posts<");
  view_refute(page, "rel=\"next\"");
  free(page);
}

static void test_empty(void **state) {
  (void)state;
  struct view_list_page p = {
      .layout = view_plain_layout(), .heading = "2026", .empty = "Nothing yet."};
  char *page = render(&p);
  view_expect(page, "<p class=\"empty\">Nothing yet.</p>");
  view_refute(page, "<article");
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_home),
      cmocka_unit_test(test_pager), cmocka_unit_test(test_empty)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
