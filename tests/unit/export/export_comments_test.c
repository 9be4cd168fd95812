#include "export/export_comments.h"

#include <jansson.h>

#include "fail_alloc.h"
#include "site/comments/comment_render.h"
#include "support.h"

static struct export_comment comment_of(int64_t id, int64_t parent) {
  return (struct export_comment){
      .row = {.id = id,
          .parent_id = parent,
          .status = COMMENT_APPROVE,
          .type = "comment",
          .author = "Ada",
          .url = "",
          .source = "Words."},
      .email = "",
      .date = "2026-01-01T12:00:00Z",
  };
}

static json_t *make(struct export_comment *comments, size_t count) {
  const struct export_article article = {.comments = comments, .comment_count = count};
  char *text = export_comments_make(&article);
  json_t *all = json_loads(text, 0, NULL);
  free(text);
  assert_true(json_is_true(json_object_get(all, "keep_ids")));
  assert_int_equal(json_array_size(json_object_get(all, "comments")), count);
  return all;
}

static const json_t *nth(const json_t *all, size_t i) {
  return json_array_get(json_object_get(all, "comments"), i);
}

static const char *field(const json_t *o, const char *name) {
  return json_string_value(json_object_get(o, name));
}

static void defaults_are_left_out(void **state) {
  struct export_comment comments[] = {comment_of(5, 0)};
  (void)state;
  json_t *all = make(comments, 1);
  const json_t *c = nth(all, 0);
  assert_int_equal(json_integer_value(json_object_get(c, "id")), 5);
  assert_string_equal(field(c, "status"), "approve");
  assert_string_equal(field(c, "date"), "2026-01-01T12:00:00Z");
  assert_string_equal(field(c, "author"), "Ada");
  assert_string_equal(field(c, "text"), "Words.");
  assert_int_equal(json_object_size(c), 5);
  json_decref(all);
}

static void other_values_are_written(void **state) {
  struct export_comment comments[] = {comment_of(5, 0), comment_of(6, 5)};
  (void)state;
  comments[1].email = "ada@example.org";
  comments[1].row.url = "https://a.example/";
  comments[1].row.type = "pingback";
  comments[1].row.renderer = COMMENT_RENDERER_HTML;
  comments[1].row.status = COMMENT_SPAM;
  json_t *all = make(comments, 2);
  const json_t *c = nth(all, 1);
  assert_int_equal(json_integer_value(json_object_get(c, "parent")), 5);
  assert_string_equal(field(c, "email"), "ada@example.org");
  assert_string_equal(field(c, "url"), "https://a.example/");
  assert_string_equal(field(c, "type"), "pingback");
  assert_string_equal(field(c, "format"), "html");
  assert_string_equal(field(c, "status"), "spam");
  json_decref(all);
}

/* Jansson refuses text that is not UTF-8. The database has none, unless damaged. */
static void text_that_is_not_utf8_fails(void **state) {
  struct export_comment comments[] = {comment_of(5, 0)};
  const struct export_article article = {.comments = comments, .comment_count = 1};
  (void)state;
  comments[0].row.source = "\xff";
  assert_null(export_comments_make(&article));
}

static enum err make_once(void *context) {
  char *text = export_comments_make(context);
  json_t *all = text ? json_loads(text, 0, NULL) : NULL;
  enum err e = text ? OK : ERR_NOMEM;
  if (all && json_object_size(nth(all, 0)) < 10)
    e = ERR_INTERNAL;
  json_decref(all);
  free(text);
  return e;
}

/* Every allocation here is Jansson's, so it gets functions that can fail. */
static void a_failed_allocation_loses_no_field(void **state) {
  struct export_comment comments[] = {comment_of(6, 5)};
  struct export_article article = {.comments = comments, .comment_count = 1};
  (void)state;
  comments[0].email = "ada@example.org";
  comments[0].row.url = "https://a.example/";
  comments[0].row.type = "pingback";
  comments[0].row.renderer = COMMENT_RENDERER_HTML;
  json_set_alloc_funcs(malloc, free);
  fail_alloc_each(make_once, &article);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(defaults_are_left_out),
      cmocka_unit_test(other_values_are_written),
      cmocka_unit_test(text_that_is_not_utf8_fails),
      cmocka_unit_test(a_failed_allocation_loses_no_field),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
