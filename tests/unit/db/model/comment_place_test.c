#include "db/model/comment_place.h"

#include "fail_alloc.h"
#include "support_site.h"

static int64_t add_post(struct blog *b) {
  const struct article_input input = support_article_input("one");
  return support_save(b, &input);
}

static void approved_comments_are_listed_by_id(void **state) {
  struct blog *b = *state;
  struct comment_place *list = NULL;
  size_t count = 0;
  int64_t article = add_post(b), n = 0;
  int64_t first = support_comment(b, article, 0, COMMENT_APPROVE);
  support_comment(b, article, first, COMMENT_HOLD);
  int64_t reply = support_comment(b, article, first, COMMENT_APPROVE);
  assert_err(comment_places(b->web->db, b->arena, article, &list, &count), OK);
  assert_int_equal(count, 2);
  assert_int_equal(list[0].id, first);
  assert_int_equal(list[0].parent_id, 0);
  assert_int_equal(list[1].id, reply);
  assert_int_equal(list[1].parent_id, first);
  assert_err(comment_place_count(b->web->db, article, &n), OK);
  assert_int_equal(n, 2);
  assert_err(comment_places(b->web->db, b->arena, article + 1, &list, &count), OK);
  assert_int_equal(count, 0);
}

static void the_newest_are_read_without_the_others(void **state) {
  struct blog *b = *state;
  struct comment_place list[3];
  size_t count = 9;
  bool found = true;
  int64_t article = add_post(b), ids[4];
  for (int i = 0; i < 4; i++)
    ids[i] = support_comment(b, article, i == 3 ? ids[1] : 0, COMMENT_APPROVE);
  support_comment(b, article, ids[2], COMMENT_HOLD);
  assert_err(comment_places_from(b->web->db, article, ids[2], 3, list, &count), OK);
  assert_int_equal(count, 2);
  assert_int_equal(list[0].id, ids[2]);
  assert_int_equal(list[1].id, ids[3]);
  assert_int_equal(list[1].parent_id, ids[1]);
  assert_err(comment_places_from(b->web->db, article, ids[0], 3, list, &count), OK);
  assert_int_equal(count, 3);
  assert_int_equal(list[2].id, ids[2]);
  assert_err(comment_place_has_replies(b->web->db, ids[0], ids[0], &found), OK);
  assert_false(found);
  /* A reply that is held counts: it may be approved. */
  assert_err(comment_place_has_replies(b->web->db, ids[2], ids[3], &found), OK);
  assert_true(found);
}

/* Otherwise the rows of all comments would be read, with their texts. */
static void the_index_alone_has_them(void **state) {
  struct blog *b = *state;
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM pragma_index_info('comment_article')"),
      4);
  /* Only the name of the fourth column can be asked for in this way. */
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM pragma_index_info('comment_article')"
                        " WHERE name = 'parent_id'"),
      1);
}

struct reading {
  struct db *db;
  int64_t article;
};

static enum err read_places(void *context) {
  const struct reading *r = context;
  struct comment_place *list = NULL;
  size_t count = 0;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? comment_places(r->db, a, r->article, &list, &count) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct reading r = {b->web->db, add_post(b)};
  support_comment(b, r.article, 0, COMMENT_APPROVE);
  assert_true(fail_alloc_each(read_places, &r) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(approved_comments_are_listed_by_id),
      support_site_test(the_newest_are_read_without_the_others),
      support_sqlite_test(the_index_alone_has_them),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
