#include "site/core/first_picture.h"

#include "support_site.h"

static const char *find(struct blog *b, const char *html) {
  const char *url = "";
  assert_err(first_picture_find(b->web, b->arena, html, "/2026/01/a/", &url), OK);
  return url;
}

static void the_first_picture_is_absolute(void **state) {
  struct blog *b = *state;
  assert_null(find(b, "<p>No picture.</p>"));
  assert_string_equal(find(b, "<p><img src=\"/media/a.jpg\" alt=\"\"></p>"
                              "<img src=\"/media/b.jpg\" alt=\"\">"),
      "https://example.org/media/a.jpg");
  assert_string_equal(find(b, "<img src=\"https://example.net/x.png\" alt=\"\">"),
      "https://example.net/x.png");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_first_picture_is_absolute),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
