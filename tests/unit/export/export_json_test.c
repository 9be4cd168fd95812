#include "export/export_json.h"

#include <jansson.h>

#include "export_support.h"
#include "fail_alloc.h"

static int64_t add_post(struct blog *b) {
  static const char *const tags[] = {"Sea"};
  struct article_input input = support_article_input("one");
  support_tags(&input, tags, 1);
  return support_save(b, &input);
}

static json_t *load(struct blog *b, struct export *x) {
  json_error_t fault;
  json_t *all = json_loads(export_support_document(b, x, export_json), 0, &fault);
  if (!all)
    fail_msg("line %d: %s", fault.line, fault.text);
  return all;
}

static const char *field(const json_t *o, const char *name) {
  return json_string_value(json_object_get(o, name));
}

static void the_document_is_json_with_everything(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .personal = true, .spam = true};
  support_comment(b, add_post(b), 0, COMMENT_SPAM);
  json_t *all = load(b, &x);
  assert_string_equal(field(json_object_get(all, "site"), "title"), "Harbour Notes");
  json_t *article = json_array_get(json_object_get(all, "articles"), 0);
  assert_string_equal(field(article, "slug"), "one");
  assert_string_equal(field(article, "status"), "publish");
  assert_string_equal(field(article, "source"), "Words.");
  assert_string_equal(field(article, "html"), "<p>Words.</p>");
  json_t *tag = json_array_get(json_object_get(article, "tags"), 0);
  assert_string_equal(json_string_value(tag), "Sea");
  json_t *comment = json_array_get(json_object_get(article, "comments"), 0);
  assert_string_equal(field(comment, "status"), "spam");
  assert_string_equal(field(comment, "email"), "ada@example.org");
  json_decref(all);
  x.personal = false;
  assert_lacks(export_support_document(b, &x, export_json), "\"email\"");
}

static void paths_of_deleted_articles_are_listed(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  assert_err(publish_delete(b->site, b->arena, add_post(b)), OK);
  json_t *all = load(b, &x);
  assert_int_equal(json_array_size(json_object_get(all, "articles")), 0);
  assert_int_equal(json_array_size(json_object_get(all, "gone")), 1);
  json_decref(all);
}

static void an_export_can_be_stopped(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .stop = export_support_stop};
  FILE *out = fopen("/dev/null", "w");
  assert_err(export_json(&x, out), ERR_CLOSED);
  fclose(out);
}

static enum err export_once(void *context) {
  return export_support_try(context, export_json);
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  support_comment(b, add_post(b), 0, COMMENT_APPROVE);
  fail_alloc_each(export_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_document_is_json_with_everything),
      support_site_test(paths_of_deleted_articles_are_listed),
      support_site_test(an_export_can_be_stopped),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
