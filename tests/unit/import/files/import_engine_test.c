#include "import/files/import_engine.h"

#include "support_import.h"

static enum import_event event_seen;

static void on_event(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  (void)context, (void)file, (void)line, (void)message;
  event_seen = event;
}

static const struct import_engine *read_folder(
    struct arena *a, char *folder, bool is_jekylls) {
  struct import_run run = {.arena = a, .report = on_event};
  const struct import_engine *out = NULL;
  event_seen = IMPORT_EVENTS;
  assert_err(import_engine_read(&run, folder, is_jekylls, &out), OK);
  free(folder);
  return out;
}

static void the_configuration_is_read(void **state) {
  struct arena *a = arena_new(1 << 20);
  const struct import_engine *e;
  (void)state;
  e = read_folder(a, support_import_folder("_config.yml", "baseurl: /x/\n"), true);
  assert_int_equal(e->kind, IMPORT_ENGINE_JEKYLL);
  assert_string_equal(e->base, "/x");
  assert_string_equal(e->pattern, "date");
  char *hugo = support_import_folder("content/a.md", "a");
  support_import_file(hugo, "config.toml",
      "baseURL = 'https://x.org/y/'\nuglyurls = true\n[permalinks.page]\np = '/:slug/'\n");
  assert_true(import_engine_has_content(hugo));
  e = read_folder(a, hugo, false);
  assert_int_equal(e->kind, IMPORT_ENGINE_HUGO);
  assert_string_equal(e->base, "/y");
  assert_true(e->is_ugly);
  assert_string_equal(config_tree_text(e->permalinks, "p"), "/:slug/");
  assert_null(read_folder(a, support_import_folder("a.md", "a"), false));
  arena_free(a);
}

static void a_broken_configuration_is_reported(void **state) {
  struct arena *a = arena_new(1 << 20);
  const struct import_engine *e;
  (void)state;
  e = read_folder(a, support_import_folder("_config.yml", "a: [\n"), true);
  assert_int_equal(event_seen, IMPORT_WARNING);
  assert_string_equal(e->pattern, "date");
  assert_string_equal(e->base, "");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_configuration_is_read),
      cmocka_unit_test(a_broken_configuration_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
