#include "site/webmention/mention_endpoint.h"

#include "support.h"

/* Forms in which sites name their endpoints, as those of https://webmention.rocks. */
static void endpoints_are_found(void **state) {
  static const struct {
    const char *links, *html, *endpoint;
  } all[] = {{"", "<link rel=webmention href=/in>", "https://other.example/in"},
      {"", "<a rel='x webmention y' href='in?a=1'>x</a>",
          "https://other.example/a/in?a=1"},
      {"", "<link rel=webmention href=''>", "https://other.example/a/b"},
      {"", "<link rel=webmention><a rel=webmention href=/second>",
          "https://other.example/second"},
      {"", "<a rel=webmention href=/a1><link rel=webmention href=/l2>",
          "https://other.example/a1"},
      {"", "<!-- <link rel=webmention href=/no> --><a href=/x rel=webmention>",
          "https://other.example/x"},
      {"", "<p>&lt;link rel=webmention href=/no&gt;", NULL},
      {"", "<link rel=not-webmention href=/no><a rel=webmentions href=/no>", NULL},
      {"</in>; rel=webmention\n", "<link rel=webmention href=/no>",
          "https://other.example/in"},
      {" <https://x.example/e>; rel=\"a webmention b\"\n", "", "https://x.example/e"},
      {"</no>; rel=\"other\", </in>; REL=webmention\n", "", "https://other.example/in"},
      {"</no>; title=\"a, b\"; rel=next\n</in>; rel=\"webmention\"\n", "",
          "https://other.example/in"},
      {"</in,a>; rel=webmention\n", "", "https://other.example/in,a"},
      {"<mailto:a@b.example>; rel=webmention\n", "", NULL}, {"<", "", NULL},
      {"", "", NULL}};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct net_fetched page = {.url = "https://other.example/a/b"};
    const char *found = "unset";
    buf_puts(&page.links, all[i].links);
    buf_puts(&page.body, all[i].html);
    assert_err(mention_endpoint_find(a, &page, &found), OK);
    if (all[i].endpoint ? !found || strcmp(found, all[i].endpoint) != 0 : found != NULL)
      fail_msg("%s%s: %s", all[i].links, all[i].html, found ? found : "none");
    buf_free(&page.links);
    buf_free(&page.body);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(endpoints_are_found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
