/* Every id in the templates is reserved: an article may not use it. */
#include "support.h"

#include <dirent.h>

#include "markup/html/sanitise_table.h"

static int check_file(const char *name) {
  char path[512], id[128];
  int found = 0;
  snprintf(path, sizeof path, "%s/../templates/%s", TESTS_DIR, name);
  FILE *f = fopen(path, "r");
  char *text = calloc(1, 1 << 16);
  assert_true(f && text && fread(text, 1, (1 << 16) - 1, f) > 0);
  fclose(f);
  for (const char *s = text; (s = strstr(s, " id=\"")) != NULL; found++) {
    s += strlen(" id=\"");
    /* A number that is put in stands for all numbers. */
    snprintf(id, sizeof id, "%.*s", (int)strcspn(s, "\"{"), s);
    if (!sanitise_is_page_id(id))
      fail_msg("%s has the id \"%s\", which articles may claim", name, id);
  }
  free(text);
  return found;
}

static void test_ids_of_the_templates(void **state) {
  (void)state;
  int found = 0;
  DIR *folder = opendir(TESTS_DIR "/../templates");
  assert_non_null(folder);
  for (struct dirent *d; (d = readdir(folder)) != NULL;)
    if (strstr(d->d_name, ".html"))
      found += check_file(d->d_name);
  closedir(folder);
  assert_in_range(found, 10, 1000);
  assert_false(sanitise_is_page_id("tides"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_ids_of_the_templates)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
