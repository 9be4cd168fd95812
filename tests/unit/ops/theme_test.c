#include "ops/theme.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support_site.h"

static char *text_of(struct blog *b, const char *name) {
  char why[FILE_WHY];
  struct buf text = {0};
  assert_err(file_read(arena_printf(b->arena, "%s/%s", b->site->dir, name),
                 FILE_NO_FOLLOW, 1 << 20, &text, why),
      OK);
  char *copy = arena_strdup(b->arena, buf_text(&text));
  buf_free(&text);
  return copy;
}

static void files_that_exist_are_kept(void **state) {
  struct blog *b = *state;
  struct theme_written done, again;
  char why[4500];
  support_write(b->site->dir, "templates/foot.html", "mine\n");
  assert_err(theme_write(b->site->dir, false, &done, why, sizeof why), OK);
  assert_true(done.written > 10);
  assert_int_equal(done.kept, 1);
  assert_string_equal(text_of(b, "templates/foot.html"), "mine\n");
  assert_non_null(strstr(text_of(b, "public/style.css"), "{"));
  assert_err(theme_write(b->site->dir, false, &again, why, sizeof why), OK);
  assert_int_equal(again.written, 0);
  assert_int_equal(again.kept, done.written + 1);
  assert_err(theme_write(b->site->dir, true, &again, why, sizeof why), OK);
  assert_int_equal(again.written, done.written + 1);
  assert_int_equal(again.kept, 0);
  assert_string_not_equal(text_of(b, "templates/foot.html"), "mine\n");
}

static void a_folder_that_is_a_file_is_named(void **state) {
  struct blog *b = *state;
  struct theme_written done;
  char why[4500];
  assert_int_equal(rmdir(arena_printf(b->arena, "%s/public", b->site->dir)), 0);
  support_write(b->site->dir, "public", "");
  assert_err(theme_write(b->site->dir, false, &done, why, sizeof why), ERR_IO);
  assert_non_null(strstr(why, "/public"));
  assert_err(theme_write("/no/such", false, &done, why, sizeof why), ERR_IO);
  assert_non_null(strstr(why, "/no/such: "));
}

/* What an author begins with: the colours, and nothing else. */
static void a_new_theme_has_the_colours(void **state) {
  struct blog *b = *state;
  struct theme_written done = {0};
  char why[4500];
  assert_err(theme_make_folder(b->site->dir, "harbour", why, sizeof why), OK);
  assert_err(theme_make_folder(b->site->dir, "harbour", why, sizeof why), OK);
  const char *dir = arena_printf(b->arena, "%s/themes/harbour", b->site->dir);
  assert_err(theme_write_style(dir, false, &done, why, sizeof why), OK);
  assert_int_equal(done.written, 1);
  const char *css = text_of(b, "themes/harbour/public/theme.css");
  assert_non_null(strstr(css, "--accent: #"));
  assert_non_null(strstr(css, "@media (prefers-color-scheme: dark)"));
  assert_null(strstr(css, "body {"));
  assert_string_equal(css + strlen(css) - 6, "  }\n}\n");
  support_write(dir, "public/theme.css", "mine\n");
  assert_err(theme_write_style(dir, false, &done, why, sizeof why), OK);
  assert_int_equal(done.kept, 1);
  assert_string_equal(text_of(b, "themes/harbour/public/theme.css"), "mine\n");
  assert_err(theme_write_style("/no/such", false, &done, why, sizeof why), ERR_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(files_that_exist_are_kept),
      support_site_test(a_folder_that_is_a_file_is_named),
      support_site_test(a_new_theme_has_the_colours)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
