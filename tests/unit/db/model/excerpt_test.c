#include "db/model/excerpt.h"

#include "db/txn.h"
#include "support_site.h"

struct done {
  int version;
  int64_t id;
};

static enum err set_done(struct db *s, void *context) {
  const struct done *d = context;
  return excerpt_set_done(s, d->version, d->id);
}

static int64_t next(struct db *s, int version) {
  bool found = false;
  int64_t id = 0;
  assert_err(excerpt_next(s, version, &found, &id), OK);
  return found ? id : -1;
}

static void each_version_looks_at_every_article_once(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct article_input in = support_article_input("tide");
  int64_t first = support_save(b, &in);
  in = support_article_input("flood");
  int64_t second = support_save(b, &in);
  struct done done = {7, first};
  assert_int_equal(next(s, 7), first);
  assert_err(txn_write(s, set_done, &done), OK);
  assert_int_equal(next(s, 7), second);
  assert_int_equal(next(s, 8), first);
  done.id = second;
  assert_err(txn_write(s, set_done, &done), OK);
  assert_int_equal(next(s, 7), 0);
  done.id = 0;
  assert_err(txn_write(s, set_done, &done), OK);
  assert_int_equal(next(s, 7), -1);
  assert_int_equal(next(s, 8), first);
}

static enum err set(struct db *s, void *context) {
  return excerpt_set(s, *(int64_t *)context, "Mud.");
}

static void an_excerpt_is_replaced(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  int64_t id = support_save(b, &in);
  assert_err(txn_write(b->site->db, set, &id), OK);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE excerpt = 'Mud.'"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(each_version_looks_at_every_article_once),
      support_site_test(an_excerpt_is_replaced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
