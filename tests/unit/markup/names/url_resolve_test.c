#include "markup/names/url_resolve.h"

#include "fail_alloc.h"
#include "support.h"

static const char *const origins[] = {
    "https://example.org", "http://old.example:8080", NULL};

/* "path?query#fragment" as resolved; "" if it leads elsewhere. Valid until the next
 * call. */
static const char *resolved(const char *link, const char *page) {
  static char text[200];
  struct arena *a = arena_new(1 << 16);
  struct url_here u = {NULL, NULL, NULL};
  bool is_here = false;
  assert_err(url_resolve(a, link, page, origins, &is_here, &u), OK);
  text[0] = '\0';
  if (is_here)
    snprintf(text, sizeof text, "%s%s%s%s%s", u.path, u.query ? "?" : "",
        u.query ? u.query : "", u.fragment ? "#" : "", u.fragment ? u.fragment : "");
  arena_free(a);
  return text;
}

#define assert_resolved(link, want)                                                    \
  assert_string_equal(resolved(link, "/2026/01/tide/"), want)

static void relative_links_are_resolved(void **state) {
  (void)state;
  assert_resolved("/about/", "/about/");
  assert_resolved("../pier/", "/2026/01/pier/");
  assert_resolved("../../../../etc/", "/etc/");
  assert_resolved("..", "/2026/01/");
  assert_resolved("./a/./b/../c", "/2026/01/tide/a/c");
  assert_resolved("%2e%2E/pier/", "/2026/01/pier/");
  assert_resolved(".hidden/..x/", "/2026/01/tide/.hidden/..x/");
  assert_resolved("pier.md", "/2026/01/tide/pier.md");
  assert_resolved("/a//b/", "/a//b/");
  assert_resolved("", "/2026/01/tide/");
  assert_resolved("?p=7", "/2026/01/tide/?p=7");
  assert_resolved("#a?b", "/2026/01/tide/#a?b");
  assert_resolved("/a?b#c#d", "/a?b#c#d");
  assert_resolved("/caf\xc3\xa9/", "/caf\xc3\xa9/");
  assert_string_equal(resolved("pier", "/"), "/pier");
}

static void hosts_of_the_site_are_here(void **state) {
  (void)state;
  assert_resolved("https://example.org", "/");
  assert_resolved("HTTP://EXAMPLE.org:443/a/../b?c", "/b?c");
  assert_resolved("http://example.org:80/a", "/a");
  assert_resolved("//example.org/a", "/a");
  assert_resolved("https://example.org#x", "/#x");
  assert_resolved("https://old.example:8080/a", "/a");
  assert_resolved("https://old.example/a", "");
  assert_resolved("https://example.org.evil.example/a", "");
  assert_resolved("https://www.example.org/a", "");
  assert_resolved("mailto:a@example.org", "");
  assert_resolved("tel:+49", "");
  assert_resolved("javascript:alert(1)", "");
  assert_resolved("/a\\b", "");
}

static enum err resolve_once(void *context) {
  struct arena *a = arena_new(1 << 16);
  struct url_here u;
  bool is_here = false;
  (void)context;
  enum err e = a ? url_resolve(a, "../a?b#c", "/x/", origins, &is_here, &u) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(resolve_once, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(relative_links_are_resolved),
      cmocka_unit_test(hosts_of_the_site_are_here),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
