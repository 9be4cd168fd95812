#include "site/pages/metadata.h"

#include "page_support.h"

static struct view_article_page model(void) {
  return (struct view_article_page){
      .layout = {.lang = "en",
          .title = "Low </script> tide",
          .canonical = "https://example.org/a/"},
      .article = {.url = "/a/",
          .title = "Low </script> tide",
          .author = "Ada",
          .author_url = "/author/ada/",
          .body_html = "<p>x</p>",
          .published = {"2026-01-01T12:00:00Z", "1 January 2026"}},
  };
}

static void json_cannot_end_the_script_element(void **state) {
  struct blog *b = *state;
  struct view_article_page v = model();
  assert_err(metadata_fill(b->web, b->arena, &v), OK);
  assert_lacks(v.layout.json_ld, "<");
  assert_has(v.layout.json_ld, "\\u003c/script\\u003e");
  assert_has(v.layout.json_ld, "\"BlogPosting\"");
  assert_has(v.layout.json_ld, "\"https://example.org/author/ada/\"");
  assert_null(v.layout.image_url);
}

static void a_static_page_has_no_dates(void **state) {
  struct blog *b = *state;
  struct view_article_page v = model();
  v.is_page = true;
  v.article.body_html = "<img src=\"/media/a.jpg\" alt=\"\">";
  assert_err(metadata_fill(b->web, b->arena, &v), OK);
  assert_has(v.layout.json_ld, "\"WebPage\"");
  assert_lacks(v.layout.json_ld, "datePublished");
  assert_null(v.layout.published_iso);
  assert_string_equal(v.layout.image_url, "https://example.org/media/a.jpg");
}

/* A picture of the article is better than a drawing of its title. */
static void a_card_stands_in_for_a_picture(void **state) {
  struct blog *b = *state;
  struct view_article_page v = model();
  v.layout.card_url = "https://example.org/card.png";
  assert_err(metadata_fill(b->web, b->arena, &v), OK);
  assert_string_equal(v.layout.image_url, "https://example.org/card.png");
  assert_has(v.layout.json_ld, "\"image\":\"https://example.org/card.png\"");
  v.layout.image_url = NULL;
  v.article.body_html = "<img src=\"/media/a.jpg\" alt=\"\">";
  assert_err(metadata_fill(b->web, b->arena, &v), OK);
  assert_string_equal(v.layout.image_url, "https://example.org/media/a.jpg");
  assert_null(v.layout.card_url);
}

/* The page has them: 30 of them were a sixth of it. */
static void comments_are_counted_only(void **state) {
  struct blog *b = *state;
  struct view_comment comments[] = {{.id = 1,
      .author = "Grace",
      .written = {"t", "t"},
      .body_html = "<p>One</p>",
      .url = "/a/#comment-1"}};
  struct view_article_page v = model();
  assert_err(metadata_fill(b->web, b->arena, &v), OK);
  assert_has(v.layout.json_ld, "\"commentCount\":0");
  assert_lacks(v.layout.json_ld, "discussionUrl");
  v.comments.items = comments;
  v.comments.count = 1;
  v.comments.total = 1;
  assert_err(metadata_fill(b->web, b->arena, &v), OK);
  assert_has(v.layout.json_ld, "\"commentCount\":1");
  assert_has(v.layout.json_ld, "\"discussionUrl\":\"https://example.org/a/#comments\"");
  assert_lacks(v.layout.json_ld, "Grace");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(json_cannot_end_the_script_element),
      support_site_test(a_static_page_has_no_dates),
      support_site_test(a_card_stands_in_for_a_picture),
      support_site_test(comments_are_counted_only),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
