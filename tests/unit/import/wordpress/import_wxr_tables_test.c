#include "import/wordpress/import_wxr_tables.h"

#include <fcntl.h>
#include <unistd.h>

#include "wxr_support.h"

static const char xml[] = HEAD
    "<wp:author><wp:author_login>ada</wp:author_login><wp:author_display_name>Ada L.</wp:author_display_name></wp:author>"
    "<wp:category><wp:category_nicename>sea</wp:category_nicename><wp:cat_name>Sea</wp:cat_name></wp:category>"
    "<wp:category><wp:category_nicename>boats</wp:category_nicename><wp:category_parent>sea</wp:category_parent>"
    "<wp:cat_name>Boats/Ships</wp:cat_name></wp:category>" ITEM(7, "A", "") TAIL;

static void names_and_hierarchies(void **state) {
  struct blog *b = *state;
  struct wxr_guids guids = {.arena = b->arena};
  struct wxr_tables *t = NULL;
  struct parse_problem problem;
  const char *path = NULL;
  int fd = open("/tmp", O_RDWR | O_TMPFILE, 0600);
  assert_int_equal(write(fd, xml, sizeof xml - 1), sizeof xml - 1);
  assert_err(wxr_tables_read(b->arena, &guids, fd, &t, &problem), OK);
  assert_int_equal(wxr_tables_count(t), 1);
  assert_string_equal(wxr_tables_site(t), "//old.example");
  assert_string_equal(wxr_tables_author(t, "ada"), "Ada L.");
  assert_string_equal(wxr_tables_author(t, "bob"), "bob");
  assert_string_equal(
      wxr_tables_category(t, b->arena, "boats", "x", &path), "Sea/Boats∕Ships");
  assert_string_equal(path, "sea/boats");
  assert_string_equal(wxr_tables_slug(b->arena, "low-tide"), "low-tide");
  close(fd);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(names_and_hierarchies),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
