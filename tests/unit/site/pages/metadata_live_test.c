#include "site/pages/metadata_live.h"

#include "base/clock.h"
#include "page_support.h"
#include "support_live.h"

/* The first object of the graph on the page. */
static json_t *metadata(struct blog *b) {
  static const char begin[] = "<script type=\"application/ld+json\">";
  const char *at = strstr(page_text(b, "/2026/01/one/"), begin);
  assert_non_null(at);
  at += sizeof begin - 1;
  json_t *all = json_loadb(at, (size_t)(strstr(at, "</script>") - at), 0, NULL);
  json_t *first = json_incref(json_array_get(json_object_get(all, "@graph"), 0));
  assert_non_null(first);
  json_decref(all);
  return first;
}

static const char *text_of(json_t *object, const char *key) {
  const char *s = json_string_value(json_object_get(object, key));
  return s ? s : "(none)";
}

static void a_live_post_is_a_live_blog(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  int64_t id = support_save(b, &input);
  json_t *o = metadata(b);
  assert_string_equal(text_of(o, "@type"), "BlogPosting");
  json_decref(o);
  support_live(b, id, "Title </script>", "Text &lt;!-- of it", SUPPORT_DATE);
  support_live(b, id, "", "Only text", SUPPORT_DATE + CLOCK_SECOND);
  o = metadata(b);
  assert_string_equal(text_of(o, "@type"), "LiveBlogPosting");
  assert_string_equal(text_of(o, "coverageStartTime"), "2026-01-01T12:00:00+00:00");
  assert_null(json_object_get(o, "coverageEndTime"));
  json_t *updates = json_object_get(o, "liveBlogUpdate"),
         *first = json_array_get(updates, 1);
  assert_int_equal(json_array_size(updates), 2);
  assert_string_equal(text_of(first, "headline"), "Title </script>");
  assert_string_equal(text_of(first, "articleBody"), "Text <!-- of it");
  assert_string_equal(text_of(first, "datePublished"), "2026-01-01T12:00:00+00:00");
  assert_non_null(strstr(text_of(first, "url"), "/2026/01/one/#update-1"));
  assert_string_equal(text_of(json_array_get(updates, 0), "headline"), "Only text");
  json_decref(o);
  support_live_change(b, id, (struct live_change){-1, -1, 1});
  o = metadata(b);
  assert_non_null(json_object_get(o, "coverageEndTime"));
  json_decref(o);
}

static void only_the_newest_are_repeated(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  int64_t id = support_save(b, &input);
  for (int i = 0; i < 32; i++)
    support_live(b, id, "", "Text", SUPPORT_DATE + i * CLOCK_SECOND);
  for (int newest = 0; newest < 2; newest++) {
    support_live_change(b, id, (struct live_change){newest, -1, 0});
    json_t *o = metadata(b), *updates = json_object_get(o, "liveBlogUpdate");
    assert_int_equal(json_array_size(updates), 30);
    assert_non_null(
        strstr(text_of(json_array_get(updates, newest ? 0 : 29), "url"), "#update-32"));
    json_decref(o);
  }
}

static void an_update_on_the_first_day_is_a_change(void **state) {
  struct blog *b = *state;
  int64_t now = clock_now() / CLOCK_SECOND * CLOCK_SECOND;
  char iso[CLOCK_ISO];
  int64_t id = page_save_at(b, "one", now - CLOCK_HOUR);
  support_live(b, id, "", "Text", 0);
  clock_iso(support_article(b, id).updated_at, iso);
  const char *path = support_article(b, id).permalink;
  const char *expected = arena_join(b->arena, "\"dateModified\":\"", iso, "\"", NULL);
  assert_has(page_text(b, path), expected);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_live_post_is_a_live_blog),
      support_site_test(an_update_on_the_first_day_is_a_change),
      support_site_test(only_the_newest_are_repeated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
