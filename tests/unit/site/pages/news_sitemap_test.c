#include "site/pages/news_sitemap.h"

#include "base/clock.h"
#include "fail_alloc.h"
#include "support_site.h"

static char *map(struct blog *b, int64_t now) {
  struct buf out = {0};
  assert_err(news_sitemap(b->web, now, &out), OK);
  return support_take(&out);
}

static bool has_any(struct blog *b, int64_t now) {
  bool out = false;
  assert_err(news_sitemap_has_any(b->web, now, &out), OK);
  return out;
}

static void two_days_are_listed(void **state) {
  struct blog *b = *state;
  struct article_input a = support_article_input("old"),
                       fresh = support_article_input("new");
  struct article_input page = support_article_input("about"),
                       untitled = support_article_input("untitled");
  fresh.published_at = SUPPORT_DATE + CLOCK_DAY;
  fresh.title = "Tide & time";
  fresh.lang = "zh-Hant";
  page.type = ARTICLE_PAGE;
  untitled.title = "";
  untitled.published_at = SUPPORT_DATE + CLOCK_DAY;
  support_save(b, &a);
  support_save(b, &fresh);
  support_save(b, &page);
  support_save(b, &untitled);
  char *text = map(b, SUPPORT_DATE + 2 * CLOCK_DAY + 1);
  assert_non_null(strstr(text,
      "/new/</loc><news:news><news:publication><news:name>Harbour Notes</news:name>"
      "<news:language>zh-tw</news:language></news:publication>"
      "<news:publication_date>2026-01-02T12:00:00+00:00</news:publication_date>"
      "<news:title>Tide &amp; time</news:title></news:news></url>\n</urlset>\n"));
  assert_null(strstr(text, "/old/"));
  assert_null(strstr(text, "/about/"));
  free(text);
  text = map(b, SUPPORT_DATE + 2 * CLOCK_DAY);
  assert_non_null(strstr(text, "/old/"));
  assert_non_null(strstr(text, "<news:language>en</news:language>"));
  free(text);
  assert_true(has_any(b, SUPPORT_DATE + 2 * CLOCK_DAY));
  assert_false(has_any(b, SUPPORT_DATE + 9 * CLOCK_DAY));
}

static void withdrawn_posts_are_not(void **state) {
  struct blog *b = *state;
  struct article_input a = support_article_input("old");
  a.status = ARTICLE_WITHDRAWN;
  support_save(b, &a);
  assert_false(has_any(b, SUPPORT_DATE));
}

static enum err map_once(void *context) {
  struct blog *b = context;
  struct buf out = {0};
  bool any;
  enum err e = news_sitemap(b->web, SUPPORT_DATE, &out);
  buf_free(&out);
  return e ? e : news_sitemap_has_any(b->web, SUPPORT_DATE, &any);
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input a = support_article_input("old");
  support_save(b, &a);
  fail_alloc_each(map_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(two_days_are_listed),
      support_site_test(withdrawn_posts_are_not),
      support_site_test(failing_memory_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
