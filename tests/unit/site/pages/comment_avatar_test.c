#include "site/pages/comment_avatar.h"

#include <string.h>

#include "support.h"

static struct arena *arena;

static int setup(void **state) {
  (void)state;
  arena = arena_new(16 << 20);
  return arena ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static const char *drawn(const char *name) {
  const char *svg = NULL;
  assert_err(comment_avatar(arena, name, &svg), OK);
  return svg;
}

static void a_name_has_one_picture(void **state) {
  static const char *const names[] = {"Ada", "Bob", "Grace", "\xe6\x9d\x8e",
      "\xd9\x86\xd9\x88\xd8\xb1", "\xf0\x9f\xa6\x8a", "", "Ada L.", "<b>"};
  (void)state;
  assert_string_equal(drawn("Ada"), drawn("ADA"));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (size_t j = 0; j < i; j++)
      assert_string_not_equal(drawn(names[i]), drawn(names[j]));
}

/* Text would stand in text browsers, and a style attribute is forbidden. */
static void it_has_shapes_only(void **state) {
  const char *svg = drawn("<script>");
  (void)state;
  assert_non_null(strstr(svg, "aria-hidden=\"true\""));
  assert_null(strstr(svg, "script"));
  assert_null(strstr(svg, "style"));
  assert_null(strstr(svg, "<text"));
  for (const char *at = svg; (at = strchr(at, '<')) != NULL; at++)
    assert_true(strncmp(at, "<svg ", 5) == 0 || strncmp(at, "<path ", 6) == 0 ||
                strcmp(at, "</svg>") == 0);
  assert_true(strlen(svg) < 400);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_name_has_one_picture),
      cmocka_unit_test(it_has_shapes_only),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
