#include "db/model/live.h"

#include "fail_alloc.h"
#include "support_site.h"

struct change {
  int64_t article;
  struct live live;
  struct live_update update;
};

static enum err set(struct db *s, void *context) {
  const struct change *c = context;
  return live_set(s, c->article, &c->live);
}

static enum err put(struct db *s, void *context) {
  const struct change *c = context;
  return live_update_put(s, c->article, &c->update);
}

static enum err take(struct db *s, void *context) {
  const struct change *c = context;
  return live_update_remove(s, c->article, c->update.number);
}

static int64_t saved(struct blog *b) {
  struct article_input input = support_article_input("one");
  return support_save(b, &input);
}

static void put_one(struct blog *b, int64_t article, int64_t number, int64_t at) {
  struct change c = {
      article, {0}, {number, at, 0, "Title", "*x*", "<p><em>x</em></p>", NULL}};
  assert_err(txn_write(b->site->db, put, &c), OK);
}

static void the_state_is_kept(void **state) {
  struct blog *b = *state;
  struct change c = {saved(b), {true, 5, 7, 60, 3}, {0}};
  struct live found;
  bool is_live = true;
  assert_err(live_read(b->web->db, c.article, &is_live, &found), OK);
  assert_false(is_live);
  assert_err(txn_write(b->site->db, set, &c), OK);
  c.live.refresh = 90;
  assert_err(txn_write(b->site->db, set, &c), OK);
  assert_err(live_read(b->web->db, c.article, &is_live, &found), OK);
  assert_true(is_live && found.newest_first);
  assert_int_equal(found.started_at, 5);
  assert_int_equal(found.ended_at, 7);
  assert_int_equal(found.refresh, 90);
  assert_int_equal(found.last_number, 3);
}

static void updates_are_in_the_order_of_their_times(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b);
  struct live_update *list;
  size_t n = 9;
  assert_err(live_update_list(b->web->db, b->arena, id, true, &list, &n), OK);
  assert_int_equal(n, 0);
  put_one(b, id, 1, 20);
  put_one(b, id, 2, 10);
  put_one(b, id, 3, 20);
  assert_err(live_update_list(b->web->db, b->arena, id, false, &list, &n), OK);
  assert_int_equal(n, 3);
  assert_int_equal(list[0].number, 2);
  assert_int_equal(list[1].number, 1);
  assert_int_equal(list[2].number, 3);
  assert_string_equal(list[0].html, "<p><em>x</em></p>");
  assert_null(list[0].rich);
  assert_err(live_update_newest(b->web->db, b->arena, id, 2, &list, &n), OK);
  assert_int_equal(n, 2);
  assert_int_equal(list[0].number, 3);
  assert_int_equal(list[1].number, 1);
}

static void one_is_read_changed_and_removed(void **state) {
  struct blog *b = *state;
  struct change c = {
      saved(b), {0}, {1, 10, 11, "", "t", "<p>t</p>", "<p><b>t</b></p>"}};
  struct live_update u;
  int64_t count, bytes;
  put_one(b, c.article, 1, 10);
  put_one(b, c.article, 2, 10);
  assert_err(txn_write(b->site->db, put, &c), OK);
  assert_err(live_update_read(b->site->db, b->arena, c.article, 1, &u), OK);
  assert_string_equal(u.rich, "<p><b>t</b></p>");
  assert_int_equal(u.edited_at, 11);
  assert_err(txn_write(b->site->db, take, &c), OK);
  assert_err(live_update_read(b->site->db, b->arena, c.article, 1, &u), ERR_NOT_FOUND);
  assert_err(live_update_size(b->site->db, c.article, &count, &bytes), OK);
  assert_int_equal(count, 1);
  assert_int_equal(bytes, strlen("*x*<p><em>x</em></p>"));
  c.update.number = 0;
  assert_err(txn_write(b->site->db, take, &c), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update"), 0);
}

static void they_go_with_the_article(void **state) {
  struct blog *b = *state;
  struct change c = {saved(b), {true, 5, 7, 60, 3}, {0}};
  assert_err(txn_write(b->site->db, set, &c), OK);
  put_one(b, c.article, 1, 10);
  assert_err(publish_delete(b->site, b->arena, c.article), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live"), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update"), 0);
}

static enum err read_once(void *context) {
  struct blog *b = context;
  struct arena *a = arena_new(1 << 20);
  struct live_update *list;
  size_t n;
  enum err e = a ? live_update_list(b->web->db, a, 1, true, &list, &n) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void memory_may_fail(void **state) {
  put_one(*state, saved(*state), 1, 10);
  assert_true(fail_alloc_each(read_once, *state) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_state_is_kept),
      support_site_test(updates_are_in_the_order_of_their_times),
      support_site_test(one_is_read_changed_and_removed),
      support_site_test(they_go_with_the_article),
      support_site_test(memory_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
