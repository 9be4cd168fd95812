#include "site/core/theme_style.h"

#include "base/rgb.h"
#include "fail_alloc.h"
#include "support.h"

static const struct settings_theme none = {"newspaper", "", "", "", "", "", ""};

static struct rgb rgb(const char *text) {
  struct rgb c = {0};
  assert_true(rgb_parse(text, &c));
  return c;
}

/* The colour of a property in the rules, from `after` on. */
static struct rgb colour_of(
    const char *rules, const char *after, const char *property) {
  char text[RGB_TEXT];
  const char *at = strstr(rules, after);
  assert_non_null(at);
  at = strstr(at, property);
  assert_non_null(at);
  snprintf(text, sizeof text, "%.7s", at + strlen(property));
  return rgb(text);
}

static void without_settings_there_are_no_rules(void **state) {
  struct arena *a = arena_new(1 << 16);
  (void)state;
  assert_string_equal(theme_style_make(a, &none), "");
  arena_free(a);
}

/* Yellow on white cannot be read, and dark blue not in the dark. */
static void colours_become_legible(void **state) {
  struct arena *a = arena_new(1 << 16);
  struct settings_theme s = none;
  (void)state;
  s.accent = "#ffd700";
  const char *rules = theme_style_make(a, &s);
  assert_true(rgb_contrast(colour_of(rules, "@media screen{", "--accent:"),
                  rgb("#fbf8f2")) >= 4.5);
  s.accent = "#00008b";
  rules = theme_style_make(a, &s);
  assert_true(
      rgb_contrast(colour_of(rules, "dark", "--accent:"), rgb("#1b1917")) >= 4.5);
  s.background = "#555555";
  s.background_dark = "#eeeeee";
  rules = theme_style_make(a, &s);
  assert_true(rgb_contrast(colour_of(rules, "@media screen{", "--paper:"),
                  rgb("#665f55")) >= 4.5);
  assert_true(
      rgb_contrast(colour_of(rules, "dark", "--paper:"), rgb("#b0a698")) >= 4.5);
  arena_free(a);
}

static void fonts_are_of_a_list(void **state) {
  struct arena *a = arena_new(1 << 16);
  struct settings_theme s = none;
  (void)state;
  assert_null(theme_style_check_fonts(""));
  assert_null(theme_style_check_fonts("slab"));
  assert_non_null(theme_style_check_fonts("Comic Sans"));
  s.fonts = "sans";
  assert_non_null(strstr(theme_style_make(a, &s), ":root,[lang]{--serif:system-ui"));
  arena_free(a);
}

static enum err make_once(void *context) {
  struct arena *a = arena_new(1 << 16);
  struct settings_theme s = none;
  (void)context;
  s.accent = "#123456";
  s.background = "#fff";
  s.fonts = "mono";
  enum err e = a && theme_style_make(a, &s) ? OK : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  (void)state;
  fail_alloc_each(make_once, NULL);
}

/* As the style sheet has them. */
static void the_palette_is_legible(void **state) {
  struct theme_palette p;
  struct settings_theme s = none;
  (void)state;
  theme_style_palette(&s, &p);
  char text[RGB_TEXT];
  rgb_format(p.paper, text);
  assert_string_equal(text, "#fbf8f2");
  rgb_format(p.accent, text);
  assert_string_equal(text, "#9f3a22");
  s.name = "plain";
  s.accent = "#ffd700";
  s.background = "#555";
  theme_style_palette(&s, &p);
  assert_true(rgb_contrast(p.accent, p.paper) >= 4.5);
  assert_true(rgb_contrast(p.soft, p.paper) >= 4.5);
  assert_true(theme_style_is_sans(&s));
  s.fonts = "slab";
  assert_false(theme_style_is_sans(&s));
  s.name = "newspaper";
  s.fonts = "mono";
  assert_true(theme_style_is_sans(&s));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_palette_is_legible),
      cmocka_unit_test(without_settings_there_are_no_rules),
      cmocka_unit_test(colours_become_legible),
      cmocka_unit_test(fonts_are_of_a_list),
      cmocka_unit_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
