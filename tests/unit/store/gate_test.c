#include "support_site.h"

#include "store/connection.h"
#include "store/term.h"

static int64_t last_change(struct blog *b) {
  return support_number(b, "SELECT change FROM site");
}

struct attempt {
  struct arena *arena;
  enum err result;
};

/* Writes, and then returns what it was told to. */
static enum err write_and_return(struct store *s, void *context) {
  const struct attempt *t = context;
  struct term author;
  assert_err(term_ensure(s, t->arena, TERM_AUTHOR, NULL, "ann", "Ann", &author), OK);
  assert_err(gate_touch(s, GATE_ARTICLE, 7), OK);
  return t->result;
}

static void a_failed_change_leaves_nothing(void **state) {
  struct blog *b = *state;
  struct store *s = b->site->store;
  struct term author;
  struct attempt t = {b->arena, ERR_INVALID};
  int64_t before = last_change(b);
  assert_err(gate_write(s, write_and_return, &t), ERR_INVALID);
  assert_true(sqlite3_get_autocommit(s->db));
  assert_err(term_find(s, b->arena, TERM_AUTHOR, "ann", &author), ERR_NOT_FOUND);
  assert_int_equal(support_revision(b, GATE_ARTICLE, 7), 0);
  assert_int_equal(last_change(b), before);
  t.result = OK;
  assert_err(gate_write(s, write_and_return, &t), OK);
  assert_err(term_find(s, b->arena, TERM_AUTHOR, "ann", &author), OK);
}

static enum err touch_article(struct store *s, void *context) {
  const int64_t *id = context;
  return gate_touch(s, GATE_ARTICLE, *id);
}

static enum err touch_menu(struct store *s, void *context) {
  (void)context;
  return gate_touch(s, GATE_MENU, 0);
}

static void keys_take_the_number_of_the_change(void **state) {
  struct blog *b = *state;
  struct store *s = b->site->store;
  int64_t one = 1, two = 2;
  assert_int_equal(support_revision(b, GATE_ARTICLE, 1), 0);
  assert_err(gate_write(s, touch_article, &one), OK);
  int64_t first = last_change(b);
  assert_int_equal(support_revision(b, GATE_ARTICLE, 1), first);
  assert_err(gate_write(s, touch_article, &two), OK);
  assert_int_equal(last_change(b), first + 1);
  assert_int_equal(support_revision(b, GATE_ARTICLE, 2), first + 1);
  assert_int_equal(support_revision(b, GATE_ARTICLE, 1), first);
  assert_int_equal(support_revision(b, GATE_LISTING, 1), 0);
  assert_err(gate_write(s, touch_menu, NULL), OK);
  assert_int_equal(support_revision(b, GATE_MENU, 0), first + 2);
  assert_int_equal(support_revision(b, GATE_SITE, 0), 0);
}

static enum err leap(struct store *s, void *context) {
  const int64_t *beyond = context;
  enum err e = gate_leap(s, *beyond);
  return e ? e : gate_touch(s, GATE_MENU, 0);
}

static void a_leap_leaves_every_number_behind(void **state) {
  struct blog *b = *state;
  int64_t beyond = last_change(b) + 5000;
  assert_err(gate_write(b->site->store, leap, &beyond), OK);
  assert_true(last_change(b) > beyond + 100000);
  assert_int_equal(support_revision(b, GATE_MENU, 0), last_change(b));
  beyond = 0;
  int64_t before = last_change(b);
  assert_err(gate_write(b->site->store, leap, &beyond), OK);
  assert_true(last_change(b) > before + 100000);
}

static void connections_are_hardened(void **state) {
  struct blog *b = *state;
  assert_int_equal(support_number(b, "PRAGMA foreign_keys"), 1);
  assert_int_equal(support_number(b, "PRAGMA secure_delete"), 1);
  assert_int_equal(support_number(b, "PRAGMA synchronous"), 2 /* FULL */);
  assert_int_equal(support_number(b, "PRAGMA trusted_schema"), 0);
  assert_int_equal(support_number(b, "PRAGMA cell_size_check"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_failed_change_leaves_nothing),
      support_site_test(keys_take_the_number_of_the_change),
      support_site_test(a_leap_leaves_every_number_behind),
      support_site_test(connections_are_hardened),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
