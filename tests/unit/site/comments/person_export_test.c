#include "site/comments/person_export.h"

#include "db/model/comment.h"
#include "support_site.h"

static void every_kind_has_an_array(void **state) {
  struct blog *b = *state;
  json_t *rows = NULL;
  const struct person who = {.name = "Nobody Of That Name"};
  assert_err(person_export(b->site, b->arena, &who, &rows), OK);
  assert_int_equal(json_array_size(json_object_get(rows, "comments")), 0);
  assert_true(json_is_array(json_object_get(rows, "requests")));
  json_decref(rows);
}

static void times_are_text_and_none_is_null(void **state) {
  struct blog *b = *state;
  json_t *rows = NULL;
  struct article_input d = support_article_input("talk");
  int64_t id = support_comment(b, support_save(b, &d), 0, COMMENT_HOLD);
  struct comment c;
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  const struct person who = {.name = c.author};
  assert_err(person_export(b->site, b->arena, &who, &rows), OK);
  const json_t *one = json_array_get(json_object_get(rows, "comments"), 0);
  assert_int_equal(json_integer_value(json_object_get(one, "id")), id);
  assert_true(json_is_string(json_object_get(one, "created_at")));
  assert_true(json_is_null(json_object_get(one, "edited_at")));
  json_decref(rows);
}

/* The web's connection cannot, whatever it is asked. */
static void only_some_may(void **state) {
  struct blog *b = *state;
  json_t *rows = NULL;
  const struct person who = {.email = "ada@example.org"};
  assert_err(person_export(b->web, b->arena, &who, &rows), ERR_DENIED);
  assert_null(rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(every_kind_has_an_array),
      support_site_test(times_are_text_and_none_is_null),
      support_site_test(only_some_may),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
