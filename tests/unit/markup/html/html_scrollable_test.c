#include "support.h"

#include "markup/html/html_scrollable.h"

static void code_can_be_reached_by_tab(void **state) {
  struct arena *a = arena_new(1 << 16);
  const char *plain = "<p>&lt;pre&gt;</p><prefix></prefix>", *out = NULL;
  (void)state;
  assert_err(html_scrollable(a, plain, &out), OK);
  assert_ptr_equal(out, plain);
  assert_err(
      html_scrollable(a, "a<pre><code>x</code></pre><pre class=\"y\">z</pre>b", &out),
      OK);
  assert_string_equal(out, "a<pre tabindex=\"0\"><code>x</code></pre>"
                           "<pre tabindex=\"0\" class=\"y\">z</pre>b");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(code_can_be_reached_by_tab),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
