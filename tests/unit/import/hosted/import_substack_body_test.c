#include "import/hosted/import_substack_body.h"

#include "fail_alloc.h"
#include "support.h"

static void widgets_disappear_and_cards_become_links(void **state) {
  static const char *const all[][2] = {
      {"<p>a</p><div class='subscription-widget-wrap'><form>x</form></div>b",
          "<p>a</p>b"},
      {"<p class='button-wrapper' data-attrs='{\"url\":\"%%share_url%%\"}'>x</p>", ""},
      {"<p class=button-wrapper data-attrs='{\"url\":\"https://x.org/b\"}'><a>x</a></p>",
          "<p class=button-wrapper data-attrs='{\"url\":\"https://x.org/b\"}'><a>x</a></p>"},
      {"<div class=digest-post-embed"
       " data-attrs='{\"title\":\"<T>\",\"canonical_url\":\"https://x.org/\"}'></div>",
          "<p><a href=\"https://x.org/\">&lt;T&gt;</a></p>"},
      /* Nothing that a browser would run comes from the attributes. */
      {"<div class=digest-post-embed data-attrs='{\"url\":\"javascript:x\"}'></div>",
          ""},
      {"<div class=digest-post-embed data-attrs='no JSON'></div>", ""},
      {"<div class=image-gallery-embed data-attrs='{\"gallery\":{\"images\":[{\"src\":"
       "\"https://x.org/\\\"a.png\"},{\"src\":\"/b\"}],\"caption\":\"C\"}}'></div>",
          "<figure><img src=\"https://x.org/&quot;a.png\" alt=\"\">"
          "<figcaption>C</figcaption></figure>"},
      {"<p>a<a class=footnote-anchor href=#f>1</a></p>",
          "<p>a<sup><a class=footnote-anchor href=#f>1</a></sup></p>"},
      {"<div class=captioned-image-container><figure>x</figure></div>",
          "<figure>x</figure>"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct arena *a = arena_new(1 << 20);
    const char *out = NULL;
    bool paid = false;
    assert_err(
        import_substack_body_read(a, all[i][0], strlen(all[i][0]), &out, &paid), OK);
    assert_string_equal(out, all[i][1]);
    assert_false(paid);
    arena_free(a);
  }
}

static void a_paywall_is_noticed(void **state) {
  static const char html[] = "<p>a</p><div class=\"paywall-jump\"></div><p>b</p>";
  struct arena *a = arena_new(1 << 20);
  const char *out = NULL;
  bool paid = false;
  (void)state;
  assert_err(import_substack_body_read(a, html, strlen(html), &out, &paid), OK);
  assert_string_equal(out, "<p>a</p><p>b</p>");
  assert_true(paid);
  arena_free(a);
}

static enum err read_some(void *context) {
  struct arena *a = arena_new(1 << 20);
  const char *out;
  bool paid;
  enum err e = a ? import_substack_body_read(a, context, strlen(context), &out, &paid)
                 : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(
      read_some, (char[]){"<i class=paywall-jump></i><a class=footnote-anchor>1</a>"});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(widgets_disappear_and_cards_become_links),
      cmocka_unit_test(a_paywall_is_noticed),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
