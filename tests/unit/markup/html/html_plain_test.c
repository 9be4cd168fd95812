#include "markup/html/html_plain.h"

#include "fail_alloc.h"
#include "support.h"

static void tags_are_removed_and_entities_decoded(void **state) {
  static const char *const rows[][2] = {
      {"", ""},
      {"Tom &amp; Jerry", "Tom & Jerry"},
      {"<b>low</b>\n  <i>tide</i>", "low tide"},
      {"a<!-- b -->c", "ac"},
      {"x &lt;y&gt;", "x <y>"},
      {"a\u202eb\x01", "ab"},
  };
  (void)state;
  struct arena *a = arena_new(1 << 20);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *out = NULL;
    assert_err(html_plain(a, rows[i][0], &out), OK);
    assert_string_equal(out, rows[i][1]);
  }
  arena_free(a);
}

static enum err make_plain(void *context) {
  const char *out = NULL;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? html_plain(a, context, &out) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(make_plain, (char[]){"<b>low</b> tide"}) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tags_are_removed_and_entities_decoded),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
