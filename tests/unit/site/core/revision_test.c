#include "site/core/revision.h"

#include "support_site.h"

static void a_revision_only_increases(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  int64_t id = support_save(b, &d);
  uint64_t revision = 0, high = UINT64_MAX;
  assert_err(revision_raise(b->web->db, DEP_ARTICLE, id, &revision), OK);
  assert_true(revision > 0);
  uint64_t before = revision;
  assert_err(revision_raise(b->web->db, DEP_ARTICLE, 999, &revision), OK);
  assert_true(revision == before);
  assert_err(revision_raise(b->web->db, DEP_ARTICLE, id, &high), OK);
  assert_true(high == UINT64_MAX);
}

/* The revisions of the article's keys, alone and together. */
static void assert_article(struct db *db, int64_t id) {
  uint64_t frame = 0, all = 0, got_frame = 0, got = 0;
  assert_err(revision_raise(db, DEP_ARTICLE, id, &frame), OK);
  assert_err(revision_raise(db, DEP_NEIGHBOURS, id, &frame), OK);
  all = frame;
  assert_err(revision_raise(db, DEP_COMMENTS, id, &all), OK);
  assert_err(revision_raise_article(db, id, &got_frame, &got), OK);
  assert_int_equal(got_frame, frame);
  assert_int_equal(got, all);
}

struct key {
  enum dep_key kind;
  int64_t id;
};

static enum err invalidate(struct db *db, void *context) {
  const struct key *key = context;
  return txn_invalidate(db, key->kind, key->id);
}

/* Each key is the newest one once. */
static void all_keys_of_a_page_count(void **state) {
  struct blog *b = *state;
  struct db *db = b->site->db;
  struct key keys[] = {{DEP_ARTICLE, 7}, {DEP_NEIGHBOURS, 7}, {DEP_COMMENTS, 7},
      {DEP_ARTICLE, 7}, {DEP_COMMENTS, 8}, {DEP_SITE, 0}, {DEP_MENU, 0}, {DEP_SITE, 0}};
  assert_article(db, 7);
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    assert_err(txn_write(db, invalidate, &keys[i]), OK);
    assert_article(db, 7);
    assert_article(db, 8);
    uint64_t layout = 0, got = 0;
    assert_err(revision_raise(db, DEP_MENU, 0, &layout), OK);
    assert_err(revision_raise(db, DEP_SITE, 0, &layout), OK);
    assert_err(revision_raise_layout(db, &got), OK);
    assert_int_equal(got, layout);
  }
  uint64_t high = UINT64_MAX, frame = 0;
  assert_err(revision_raise_article(db, 7, &frame, &high), OK);
  assert_err(revision_raise_layout(db, &high), OK);
  assert_true(high == UINT64_MAX);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_revision_only_increases),
      support_site_test(all_keys_of_a_page_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
