#include "support_site.h"

#include "db/connection.h"
#include "db/engine.h"
#include "db/model/term.h"
#include "fail_alloc.h"

static int64_t last_change(struct blog *b) {
  return support_number(b, "SELECT change FROM site");
}

struct attempt {
  struct arena *arena;
  enum err result;
};

/* Writes, and then returns the given result. */
static enum err write_and_return(struct db *s, void *context) {
  const struct attempt *t = context;
  struct term author;
  assert_err(term_ensure(s, t->arena, TERM_AUTHOR, NULL, "ann", "Ann", &author), OK);
  assert_err(txn_invalidate(s, DEP_ARTICLE, 7), OK);
  return t->result;
}

static void a_failed_change_is_rolled_back(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct term author;
  struct attempt t = {b->arena, ERR_INVALID};
  int64_t before = last_change(b);
  assert_err(txn_write(s, write_and_return, &t), ERR_INVALID);
  assert_false(s->engine->is_in_transaction(s));
  assert_err(term_find(s, b->arena, TERM_AUTHOR, "ann", &author), ERR_NOT_FOUND);
  assert_int_equal(support_revision(b, DEP_ARTICLE, 7), 0);
  assert_int_equal(last_change(b), before);
  t.result = OK;
  assert_err(txn_write(s, write_and_return, &t), OK);
  assert_err(term_find(s, b->arena, TERM_AUTHOR, "ann", &author), OK);
}

struct parts {
  struct arena *arena;
  enum err first, second;
};

static enum err make_tag(struct db *s, struct arena *a, const char *name) {
  struct term tag;
  enum err e = term_ensure(s, a, TERM_TAG, NULL, name, name, &tag);
  return e ? e : txn_invalidate_list(s, DEP_LISTING, 1, 5, 1);
}

static enum err first_part(struct db *s, void *context) {
  const struct parts *p = context;
  assert_err(make_tag(s, p->arena, "first"), OK);
  return p->first;
}

static enum err second_part(struct db *s, void *context) {
  const struct parts *p = context;
  assert_err(make_tag(s, p->arena, "second"), OK);
  return p->second;
}

static enum err both_parts(struct db *s, void *context) {
  const struct parts *p = context;
  assert_err(txn_savepoint(s, first_part, context), p->first);
  assert_err(txn_savepoint(s, second_part, context), p->second);
  return OK;
}

/* What the hook was told. */
struct seen {
  size_t count;
  int64_t delta; /* of the first key */
  bool all;
};

static enum err see_all(
    struct db *s, void *context, const struct txn_changes *changes) {
  (void)s;
  *(struct seen *)context = (struct seen){
      changes->count, changes->count ? changes->invalidated[0].delta : 0, changes->all};
  return OK;
}

static void see_nothing(void *context, bool committed) {
  (void)context;
  (void)committed;
}

static void a_failed_savepoint_keeps_the_rest(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct term tag;
  struct parts p = {b->arena, OK, ERR_INVALID};
  struct seen seen = {0};
  txn_set_hook(s, see_all, see_nothing, &seen);
  assert_err(txn_write(s, both_parts, &p), OK);
  assert_err(term_find(s, b->arena, TERM_TAG, "first", &tag), OK);
  assert_err(term_find(s, b->arena, TERM_TAG, "second", &tag), ERR_NOT_FOUND);
  assert_int_equal(support_revision(b, DEP_LISTING, 1), last_change(b));
  /* Otherwise the count of the list would be too large by one. */
  assert_int_equal(seen.count, 1);
  assert_int_equal(seen.delta, 1);
  assert_false(seen.all);
  p.second = OK;
  assert_err(txn_write(s, both_parts, &p), OK);
  assert_err(term_find(s, b->arena, TERM_TAG, "second", &tag), OK);
  assert_int_equal(seen.delta, 2);
  assert_false(seen.all);
}

/* What SQLite does by itself after some errors. */
static enum err part_without_disk(struct db *s, void *context) {
  (void)context;
  assert_int_equal(sqlite3_exec(s->handle, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
  return ERR_FULL;
}

static enum err parts_around_a_full_disk(struct db *s, void *context) {
  assert_err(txn_savepoint(s, first_part, context), OK);
  assert_err(txn_savepoint(s, part_without_disk, NULL), ERR_FULL);
  assert_err(txn_savepoint(s, second_part, context), ERR_FULL);
  return OK;
}

/* A part after it must not become a transaction of its own, whose pages nobody evicts,
 * nor may a caller that ignores the error believe that anything was stored. */
static void a_full_disk_ends_all_parts(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct term tag;
  struct parts p = {b->arena, OK, OK};
  struct seen seen = {0};
  int64_t before = last_change(b);
  txn_set_hook(s, see_all, see_nothing, &seen);
  assert_err(txn_write(s, parts_around_a_full_disk, &p), ERR_FULL);
  assert_int_equal(seen.count, 0);
  assert_err(term_find(s, b->arena, TERM_TAG, "first", &tag), ERR_NOT_FOUND);
  assert_err(term_find(s, b->arena, TERM_TAG, "second", &tag), ERR_NOT_FOUND);
  assert_int_equal(last_change(b), before);
  assert_err(txn_write(s, both_parts, &p), OK);
  assert_int_equal(seen.delta, 2);
}

static enum err touch_article(struct db *s, void *context) {
  const int64_t *id = context;
  return txn_invalidate(s, DEP_ARTICLE, *id);
}

static enum err touch_menu(struct db *s, void *context) {
  (void)context;
  return txn_invalidate(s, DEP_MENU, 0);
}

static void keys_get_the_revision_of_the_change(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  int64_t one = 1, two = 2;
  assert_int_equal(support_revision(b, DEP_ARTICLE, 1), 0);
  assert_err(txn_write(s, touch_article, &one), OK);
  int64_t first = last_change(b);
  assert_int_equal(support_revision(b, DEP_ARTICLE, 1), first);
  assert_err(txn_write(s, touch_article, &two), OK);
  assert_int_equal(last_change(b), first + 1);
  assert_int_equal(support_revision(b, DEP_ARTICLE, 2), first + 1);
  assert_int_equal(support_revision(b, DEP_ARTICLE, 1), first);
  assert_int_equal(support_revision(b, DEP_LISTING, 1), 0);
  assert_err(txn_write(s, touch_menu, NULL), OK);
  assert_int_equal(support_revision(b, DEP_MENU, 0), first + 2);
  assert_int_equal(support_revision(b, DEP_SITE, 0), 0);
}

static enum err leap(struct db *s, void *context) {
  const int64_t *beyond = context;
  enum err e = txn_advance(s, *beyond);
  return e ? e : txn_invalidate(s, DEP_MENU, 0);
}

static void a_jump_skips_every_earlier_revision(void **state) {
  struct blog *b = *state;
  int64_t beyond = last_change(b) + 5000;
  assert_err(txn_write(b->site->db, leap, &beyond), OK);
  assert_true(last_change(b) > beyond + 100000);
  assert_int_equal(support_revision(b, DEP_MENU, 0), last_change(b));
  beyond = 0;
  int64_t before = last_change(b);
  assert_err(txn_write(b->site->db, leap, &beyond), OK);
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

static enum err make_many(struct db *s, void *context) {
  enum err e = OK;
  (void)context;
  for (int64_t id = 1; !e && id <= 40; id++)
    e = txn_invalidate(s, DEP_ARTICLE, id);
  return e;
}

static enum err write_once(void *context) {
  struct blog *b = context;
  struct db *s = NULL;
  enum err e = db_open(&s, b->site->database, ROLE_COMMAND);
  if (!e)
    e = txn_write(s, make_many, NULL);
  db_close(s);
  return e;
}

static void a_failed_allocation_is_rolled_back(void **state) {
  struct blog *b = *state;
  int64_t before = last_change(b);
  fail_alloc_each(write_once, b);
  /* Only the last run succeeded. */
  assert_int_equal(last_change(b), before + 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_failed_change_is_rolled_back),
      support_site_test(a_failed_savepoint_keeps_the_rest),
      support_sqlite_test(a_full_disk_ends_all_parts),
      support_site_test(keys_get_the_revision_of_the_change),
      support_site_test(a_jump_skips_every_earlier_revision),
      support_sqlite_test(connections_are_hardened),
      support_site_test(a_failed_allocation_is_rolled_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
