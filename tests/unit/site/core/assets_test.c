#include "site/core/assets.h"

#include <sys/stat.h>

#include "fail_alloc.h"
#include "support.h"

static void addresses_have_a_fingerprint(void **state) {
  struct assets *a = NULL, *own = NULL;
  char why[200] = "";
  char *folder = support_folder();
  (void)state;
  support_write(folder, "style.css", "body { color: red }");
  assert_err(assets_load(&a, NULL, "", why, sizeof why), OK);
  assert_err(
      assets_load(&own, &(struct overlay){{folder}, NULL}, "", why, sizeof why), OK);
  const char *url = assets_url(own, "style.css");
  assert_int_equal(strncmp(url, "/assets/style.", 14), 0);
  assert_string_not_equal(url, assets_url(a, "style.css"));
  assert_string_equal(assets_url(own, "icon.svg"), assets_url(a, "icon.svg"));
  assert_true(assets_hash(a) != assets_hash(own));
  const struct asset *found = assets_find(own, url);
  assert_non_null(found);
  assert_int_equal(found->size, 19);
  assert_true(asset_is_text(found));
  assert_null(assets_find(own, "/assets/style.css"));
  assert_string_equal(assets_url(own, "nothing.css"), "");
  assets_free(a);
  assets_free(own);
  assets_free(NULL);
  support_remove(folder);
  free(folder);
}

/* Colours and fonts of the settings. */
static void a_style_is_added_to_the_style_sheet(void **state) {
  struct assets *a = NULL, *styled = NULL;
  char why[200] = "";
  (void)state;
  assert_err(assets_load(&a, NULL, "", why, sizeof why), OK);
  assert_err(assets_load(&styled, NULL, "a{color:red}", why, sizeof why), OK);
  const char *url = assets_url(styled, "style.css");
  const struct asset *sheet = assets_find(styled, url);
  assert_non_null(sheet);
  assert_int_equal(sheet->size, assets_find(a, assets_url(a, "style.css"))->size + 12);
  assert_memory_equal(sheet->data + sheet->size - 12, "a{color:red}", 12);
  assert_string_not_equal(url, assets_url(a, "style.css"));
  assert_string_equal(assets_url(styled, "icon.svg"), assets_url(a, "icon.svg"));
  assets_free(a);
  assets_free(styled);
}

/* A theme that is built in. */
static void a_variant_replaces_a_file(void **state) {
  static const unsigned char data[] = "b{}";
  static const struct embedded_file variant[] = {
      {"style.css", data, 3}, {NULL, NULL, 0}};
  struct assets *a = NULL;
  char why[200] = "";
  (void)state;
  assert_err(
      assets_load(&a, &(struct overlay){{NULL}, variant}, "", why, sizeof why), OK);
  const struct asset *sheet = assets_find(a, assets_url(a, "style.css"));
  assert_non_null(sheet);
  assert_int_equal(sheet->size, 3);
  assets_free(a);
}

/* Web servers send what is packed already. */
static void texts_are_written_compressed_as_well(void **state) {
  struct assets *a = NULL;
  char why[200] = "", path[400];
  char *folder = support_folder();
  struct stat plain, gzip, brotli;
  (void)state;
  assert_err(assets_load(&a, NULL, "", why, sizeof why), OK);
  assert_err(assets_write(a, folder), OK);
  assert_err(assets_write(a, folder), OK);
  snprintf(path, sizeof path, "%s/%s", folder, assets_url(a, "style.css") + 8);
  assert_int_equal(stat(path, &plain), 0);
  strcat(path, ".gz");
  assert_int_equal(stat(path, &gzip), 0);
  strcpy(path + strlen(path) - 3, ".br");
  assert_int_equal(stat(path, &brotli), 0);
  assert_true(brotli.st_size < gzip.st_size && gzip.st_size < plain.st_size / 2);
  assets_free(a);
  free(folder);
}

static enum err load_once(void *context) {
  struct assets *a = NULL;
  char why[200] = "";
  enum err e =
      assets_load(&a, &(struct overlay){{context}, NULL}, "b{}", why, sizeof why);
  if (!e)
    assets_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  char *folder = support_folder();
  (void)state;
  support_write(folder, "style.css", "body { color: red }");
  assert_true(fail_alloc_each(load_once, folder) > 1);
  support_remove(folder);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(addresses_have_a_fingerprint),
      cmocka_unit_test(a_style_is_added_to_the_style_sheet),
      cmocka_unit_test(a_variant_replaces_a_file),
      cmocka_unit_test(texts_are_written_compressed_as_well),
      cmocka_unit_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
