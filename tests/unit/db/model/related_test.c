#include "db/model/related.h"

#include "db/connection.h"
#include "fail_alloc.h"
#include "support_site.h"

/* Publishes `count` posts that have no keys in common. Their IDs are 1, 2, ... */
static void add_posts(struct blog *b, int count) {
  for (int i = 0; i < count; i++) {
    char slug[20];
    snprintf(slug, sizeof slug, "p%d", i);
    struct article_input input = support_article_input(slug);
    support_save(b, &input);
  }
  support_run(b, "DELETE FROM related_key; DELETE FROM related;");
}

/* Gives the articles 1 to 14 the key "sea", each at a position of its ID. */
static enum err put_keys(struct db *s, void *context) {
  enum err e = OK;
  (void)context;
  for (int64_t id = 1; !e && id <= 14; id++)
    e = related_put_key(s, id, "sea", id);
  return e ? e : related_put_key(s, 7, "fog", 7);
}

static enum err drop_key(struct db *s, void *context) {
  (void)context;
  return related_drop_key(s, 7, "fog", 7);
}

static void keys_are_put_and_dropped(void **state) {
  struct blog *b = *state;
  struct related_keys keys;
  add_posts(b, 14);
  assert_err(txn_write(b->site->db, put_keys, NULL), OK);
  assert_err(related_keys(b->site->db, b->arena, 7, &keys), OK);
  assert_int_equal(keys.count, 2);
  assert_string_equal(keys.keys[0], "fog");
  assert_string_equal(keys.keys[1], "sea");
  assert_int_equal(keys.position, 7);
  assert_err(txn_write(b->site->db, drop_key, NULL), OK);
  assert_err(related_keys(b->site->db, b->arena, 7, &keys), OK);
  assert_int_equal(keys.count, 1);
  assert_err(related_keys(b->site->db, b->arena, 99, &keys), OK);
  assert_int_equal(keys.count, 0);
}

static void neighbours_are_the_closest_on_both_sides(void **state) {
  struct blog *b = *state;
  struct related_neighbour found[4 * RELATED_REACH];
  size_t count = 0;
  add_posts(b, 14);
  assert_err(txn_write(b->site->db, put_keys, NULL), OK);
  assert_err(related_find_neighbours(b->site->db, "sea", 7, found, &count), OK);
  assert_int_equal(count, 2 * RELATED_REACH);
  assert_int_equal(found[0].id, 8);
  assert_int_equal(found[RELATED_REACH - 1].id, 12);
  assert_int_equal(found[RELATED_REACH].id, 6);
  assert_int_equal(found[count - 1].id, 2);
  /* A second key appends. */
  assert_err(related_find_neighbours(b->site->db, "fog", 9, found, &count), OK);
  assert_int_equal(count, 2 * RELATED_REACH + 1);
  assert_int_equal(found[count - 1].id, 7);
}

static enum err write_list(struct db *s, void *context) {
  return related_write(s, 1, context);
}

static enum err forget(struct db *s, void *context) {
  return related_forget(s, *(const int64_t *)context);
}

static void a_list_is_replaced_and_forgets_deleted_articles(void **state) {
  struct blog *b = *state;
  struct related_list list = {{4, 2, 3}, 3}, found;
  int64_t *referrers = NULL, gone = 2;
  size_t count = 0;
  add_posts(b, 4);
  assert_err(txn_write(b->site->db, write_list, &list), OK);
  assert_err(related_read(b->web->db, 1, &found), OK);
  assert_int_equal(found.count, 3);
  assert_memory_equal(found.ids, list.ids, 3 * sizeof list.ids[0]);
  assert_err(related_referrers(b->site->db, b->arena, 2, &referrers, &count), OK);
  assert_int_equal(count, 1);
  assert_int_equal(referrers[0], 1);
  assert_err(txn_write(b->site->db, forget, &gone), OK);
  assert_err(related_read(b->web->db, 1, &found), OK);
  assert_int_equal(found.count, 2);
  assert_int_equal(found.ids[1], 3);
  list.count = 1;
  assert_err(txn_write(b->site->db, write_list, &list), OK);
  assert_err(related_read(b->web->db, 1, &found), OK);
  assert_int_equal(found.count, 1);
}

static enum err add_due(struct db *s, void *context) {
  (void)context;
  enum err e = related_add_due_around(s, "sea", 1);
  return e ? e : related_add_due(s, 2);
}

static enum err drop_due(struct db *s, void *context) {
  return related_drop_due(s, *(const int64_t *)context);
}

static void the_queue_is_ordered_by_id(void **state) {
  struct blog *b = *state;
  bool found = false;
  int64_t id = 0;
  add_posts(b, 14);
  assert_err(txn_write(b->site->db, put_keys, NULL), OK);
  assert_err(txn_write(b->site->db, add_due, NULL), OK);
  for (int64_t want = 2; want <= 1 + RELATED_REACH; want++) {
    assert_err(related_next_due(b->site->db, &found, &id), OK);
    assert_true(found);
    assert_int_equal(id, want);
    assert_err(txn_write(b->site->db, drop_due, &id), OK);
  }
  assert_err(related_next_due(b->site->db, &found, &id), OK);
  assert_false(found);
}

static void the_web_cannot_write_lists(void **state) {
  struct blog *b = *state;
  struct related_list list = {{1}, 1};
  assert_err(txn_write(b->web->db, write_list, &list), ERR_DENIED);
}

static enum err read_all(void *context) {
  struct blog *b = context;
  struct related_keys keys;
  int64_t *referrers;
  size_t count;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? related_keys(b->site->db, a, 7, &keys) : ERR_NOMEM;
  if (!e)
    e = related_referrers(b->site->db, a, 2, &referrers, &count);
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  struct related_list list = {{4, 2, 3}, 3};
  add_posts(b, 14);
  assert_err(txn_write(b->site->db, put_keys, NULL), OK);
  assert_err(txn_write(b->site->db, write_list, &list), OK);
  fail_alloc_each(read_all, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(keys_are_put_and_dropped),
      support_site_test(neighbours_are_the_closest_on_both_sides),
      support_site_test(a_list_is_replaced_and_forgets_deleted_articles),
      support_site_test(the_queue_is_ordered_by_id),
      support_site_test(the_web_cannot_write_lists),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
