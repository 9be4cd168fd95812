#include "db/model/comment_batch.h"

#include <string.h>

#include "fail_alloc.h"
#include "support_site.h"

struct change {
  int64_t ids[10];
  size_t count;
  enum comment_status status;
};

static enum err set(struct db *s, void *context) {
  const struct change *c = context;
  return comment_batch_set_status(s, c->ids, c->count, c->status, 7);
}

static enum err delete (struct db *s, void *context) {
  const struct change *c = context; return comment_batch_delete(s, c->ids, c->count);
}

static enum err learn(struct db *s, void *context) {
  const int64_t *id = context;
  return spam_learned_set(s, *id, SPAM_CLASS_SPAM);
}

static enum err mark_imported(struct db *s, void *context) {
  const int64_t *article = context;
  int64_t id;
  const struct comment c = {.article_id = *article,
      .type = "comment",
      .status = COMMENT_SPAM,
      .author = "Ada",
      .url = "",
      .source = "",
      .html = "",
      .source_key = "wxr:1"};
  return comment_insert(s, &c, "ada@example.org", (const uint8_t[CRYPT_HASH]){1}, &id);
}

static int64_t article(struct blog *b) {
  struct article_input d = support_article_input("one");
  return support_save(b, &d);
}

static void what_a_change_depends_on(void **state) {
  struct blog *b = *state;
  int64_t post = article(b), one = support_comment(b, post, 0, COMMENT_APPROVE);
  int64_t two = support_comment(b, post, one, COMMENT_SPAM);
  struct change c = {{one}, 1, COMMENT_SPAM};
  struct comment_batch_row rows[3];
  size_t found = 9;
  assert_err(txn_write(b->site->db, set, &c), OK);
  assert_err(txn_write(b->site->db, learn, &one), OK);
  const int64_t ids[] = {99, one, two};
  assert_err(comment_batch_read(b->site->db, ids, 3, rows, &found), OK);
  assert_int_equal(found, 2);
  assert_int_equal(rows[0].id, two);
  assert_int_equal(rows[0].parent_id, one);
  assert_int_equal(rows[0].former, COMMENT_HOLD);
  assert_int_equal(rows[0].learned, SPAM_CLASS_NONE);
  assert_int_equal(rows[1].article_id, post);
  assert_int_equal(rows[1].parent_id, 0);
  assert_int_equal(rows[1].status, COMMENT_SPAM);
  assert_int_equal(rows[1].former, COMMENT_APPROVE);
  assert_int_equal(rows[1].learned, SPAM_CLASS_SPAM);
  assert_err(comment_batch_read(b->web->db, ids, 3, rows, &found), ERR_DENIED);
}

static void only_those_named_are_changed(void **state) {
  struct blog *b = *state;
  int64_t post = article(b), other = support_comment(b, post, 0, COMMENT_HOLD);
  struct change c = {.status = COMMENT_TRASH};
  for (c.count = 0; c.count < 10; c.count++)
    c.ids[c.count] = support_comment(b, post, 0, COMMENT_APPROVE);
  assert_err(txn_write(b->site->db, set, &c), OK);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE"
                        " status = 'trash' AND trashed_from = 'approve'"
                        " AND former_status = 'approve' AND status_at = 7"),
      10);
  assert_int_equal(
      support_number(b, "SELECT id FROM comment WHERE status = 'hold'"), other);
  c.count = 0;
  assert_err(txn_write(b->site->db, delete, &c), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 11);
}

static enum err see(void *context, int64_t id, int64_t parent) {
  int64_t *sum = context;
  *sum += 100 * parent + id;
  return OK;
}

static void replies_are_found(void **state) {
  struct blog *b = *state;
  int64_t post = article(b), sum = 0, one = support_comment(b, post, 0, COMMENT_HOLD);
  int64_t two = support_comment(b, post, one, COMMENT_HOLD);
  int64_t three = support_comment(b, post, two, COMMENT_HOLD);
  const int64_t ids[] = {one, three};
  assert_err(comment_batch_replies(b->site->db, ids, 2, see, &sum), OK);
  assert_int_equal(sum, 100 * one + two);
}

/* Nothing is left of a deleted comment except that it must not be imported again. */
static void all_traces_are_deleted(void **state) {
  struct blog *b = *state;
  int64_t post = article(b);
  assert_err(txn_write(b->site->db, mark_imported, &post), OK);
  struct change c = {{1, support_comment(b, post, 1, COMMENT_SPAM), 77}, 3, 0};
  /* A reply that is not deleted too has to move first. */
  c.count = 1;
  assert_err(txn_write(b->site->db, delete, &c), ERR_EXISTS);
  c.count = 3;
  assert_err(txn_write(b->site->db, delete, &c), OK);
  assert_int_equal(support_number(b, "SELECT (SELECT count(*) FROM comment) +"
                                     " (SELECT count(*) FROM comment_private) +"
                                     " (SELECT count(*) FROM comment_network) +"
                                     " (SELECT count(*) FROM comment_verdict)"),
      0);
  assert_int_equal(
      support_number(b, "SELECT source_key = 'wxr:1' FROM comment_deleted"), 1);
}

static enum err change_and_back(void *context) {
  struct blog *b = context;
  struct change c = {{1, 2}, 2, COMMENT_SPAM};
  struct comment_batch_row rows[2];
  size_t found;
  int64_t sum = 0;
  enum err e = comment_batch_read(b->site->db, c.ids, 2, rows, &found);
  if (!e)
    e = comment_batch_replies(b->site->db, c.ids, 2, see, &sum);
  if (!e)
    e = txn_write(b->site->db, set, &c);
  c.status = COMMENT_HOLD;
  return e ? e : txn_write(b->site->db, set, &c);
}

static void failing_memory(void **state) {
  struct blog *b = *state;
  int64_t post = article(b);
  support_comment(b, post, support_comment(b, post, 0, COMMENT_HOLD), COMMENT_HOLD);
  fail_alloc_each(change_and_back, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(what_a_change_depends_on),
      support_site_test(only_those_named_are_changed),
      support_site_test(replies_are_found),
      support_site_test(all_traces_are_deleted),
      support_site_test(failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
