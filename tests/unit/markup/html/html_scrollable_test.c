#include "fail_alloc.h"
#include "support.h"

#include "markup/html/html_scrollable.h"

static void code_can_be_reached_by_tab(void **state) {
  struct arena *a = arena_new(1 << 16);
  const char *plain = "<p>&lt;pre&gt;</p><prefix></prefix>", *out = NULL;
  (void)state;
  assert_err(html_scrollable(a, plain, "Table", &out), OK);
  assert_ptr_equal(out, plain);
  assert_err(html_scrollable(a, "a<pre><code>x</code></pre><pre class=\"y\">z</pre>b",
                 "Table", &out),
      OK);
  assert_string_equal(out, "a<pre tabindex=\"0\"><code>x</code></pre>"
                           "<pre tabindex=\"0\" class=\"y\">z</pre>b");
  arena_free(a);
}

#define GROUP                                                                          \
  "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"A &amp; B\">"

static void tables_scroll_in_a_group(void **state) {
  struct arena *a = arena_new(1 << 16);
  const char *out = NULL;
  (void)state;
  assert_err(html_scrollable(a,
                 "a<table class=\"y\"><tr><td><table></table></td></tr></table>b",
                 "A & B", &out),
      OK);
  assert_string_equal(out, "a" GROUP "<table class=\"y\"><tr><td>" GROUP
                           "<table></table></div></td></tr></table></div>b");
  arena_free(a);
}

static enum err scroll_all(void *context) {
  struct arena *a = arena_new(1 << 16);
  const char *untouched = "untouched", *out = untouched;
  enum err e =
      a ? html_scrollable(a, "<pre>x</pre><table></table>", "Table", &out) : ERR_NOMEM;
  (void)context;
  if (e)
    assert_ptr_equal(out, untouched);
  arena_free(a);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  (void)state;
  fail_alloc_each(scroll_all, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(code_can_be_reached_by_tab),
      cmocka_unit_test(tables_scroll_in_a_group),
      cmocka_unit_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
