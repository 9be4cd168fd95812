#include "ops/settings_text.h"

#include "fail_alloc.h"
#include "support.h"

static void becomes(const char *before, const char *after) {
  char *out = NULL;
  assert_err(settings_text_set(before, "cache", "folder", "off", &out), OK);
  assert_string_equal(out, after);
  free(out);
}

static void a_line_is_changed_in_place(void **state) {
  (void)state;
  becomes("[cache]\nfolder = auto\nlimit_mb = 7\n",
      "[cache]\nfolder = off\nlimit_mb = 7\n");
  becomes("[ cache ]\n  folder  =auto", "[ cache ]\n  folder  = off");
  becomes("\xef\xbb\xbf[cache]\r\nfolder = auto\r\n",
      "\xef\xbb\xbf[cache]\r\nfolder = off\r\n");
}

static void a_line_is_added_to_its_section(void **state) {
  (void)state;
  becomes("", "\n[cache]\nfolder = off\n");
  becomes("[site]\ntitle = T", "[site]\ntitle = T\n\n[cache]\nfolder = off\n");
  becomes("[cache]\n# folder = x\n\n[site]\n",
      "[cache]\nfolder = off\n# folder = x\n\n[site]\n");
  becomes("[site]\nfolder = no\n[cache]\nlimit_mb = 7\n\n# end\n",
      "[site]\nfolder = no\n[cache]\nlimit_mb = 7\nfolder = off\n\n# end\n");
}

static void former_names_become_current(void **state) {
  (void)state;
  becomes(
      "[site]\n[pages]\n# words\nstore = auto\nlimit_mb = 7\n[server]\nworkers = 3\n",
      "[site]\n[cache]\n# words\nfolder = off\nlimit_mb = 7\n[server]\nworkers = 3\n");
  becomes("[ pages ]\r\n  store=auto\r\n", "[ cache ]\r\n  folder= off\r\n");
  becomes("[pages]\nlimit_mb = 7\n", "[cache]\nlimit_mb = 7\nfolder = off\n");
}

static void other_sections_keep_former_names(void **state) {
  char *out = NULL;
  (void)state;
  assert_err(settings_text_set("[site]\ntitle = T\n[pages]\nstore = auto\n", "site",
                 "title", "U", &out),
      OK);
  assert_string_equal(out, "[site]\ntitle = U\n[pages]\nstore = auto\n");
  free(out);
}

static enum err set_once(void *context) {
  char *out = NULL;
  (void)context;
  enum err e =
      settings_text_set("[pages]\nstore = auto\n", "cache", "folder", "off", &out);
  free(out);
  return e;
}

static void memory_may_run_out(void **state) {
  (void)state;
  assert_true(fail_alloc_each(set_once, NULL) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_line_is_changed_in_place),
      cmocka_unit_test(a_line_is_added_to_its_section),
      cmocka_unit_test(former_names_become_current),
      cmocka_unit_test(other_sections_keep_former_names),
      cmocka_unit_test(memory_may_run_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
