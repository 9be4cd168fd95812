#include "site/comments/comment_bulk.h"

#include <stdlib.h>

#include "db/model/comment.h"
#include "db/model/spam_word.h"
#include "db/txn.h"
#include "fail_alloc.h"
#include "site/site_open.h"
#include "support_site.h"

static struct comment comment(struct blog *b, int64_t id) {
  struct comment c = {0};
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  return c;
}

static int64_t new_article(struct blog *b, const char *slug) {
  struct article_input d = support_article_input(slug);
  return support_save(b, &d);
}

/* Returns how many were changed. */
static size_t change_all(struct blog *b, enum comment_bulk_kind kind,
    enum comment_status status, struct comment_bulk_item *items, size_t count) {
  const struct comment_bulk change = {kind, status, 0};
  size_t done = 99;
  assert_err(comment_bulk(b->site, &change, items, count, &done), OK);
  return done;
}

/* Returns the result for one comment. */
static enum err change(struct blog *b, enum comment_bulk_kind kind,
    enum comment_status status, int64_t id) {
  struct comment_bulk_item item = {id, ERR_IO};
  size_t done = change_all(b, kind, status, &item, 1);
  assert_int_equal(done, item.result == OK);
  return item.result;
}

/* WordPress restores a comment that went from spam to the trash as held. */
static void the_way_back(void **state) {
  static const struct {
    enum comment_status at, way[3], from, to;
  } rows[] = {
      {COMMENT_APPROVE, {COMMENT_TRASH}, COMMENT_TRASH, COMMENT_APPROVE},
      {COMMENT_HOLD, {COMMENT_TRASH}, COMMENT_TRASH, COMMENT_HOLD},
      {COMMENT_APPROVE, {COMMENT_SPAM}, COMMENT_SPAM, COMMENT_APPROVE},
      {COMMENT_SPAM, {COMMENT_TRASH}, COMMENT_TRASH, COMMENT_SPAM},
      {COMMENT_SPAM, {0}, COMMENT_SPAM, COMMENT_HOLD},
      {COMMENT_TRASH, {0}, COMMENT_TRASH, COMMENT_HOLD},
      {COMMENT_APPROVE, {COMMENT_SPAM, COMMENT_TRASH}, COMMENT_TRASH, COMMENT_SPAM},
      {COMMENT_APPROVE, {COMMENT_SPAM, COMMENT_TRASH, COMMENT_SPAM}, COMMENT_SPAM,
          COMMENT_APPROVE},
      {COMMENT_APPROVE, {COMMENT_SPAM, COMMENT_HOLD, COMMENT_TRASH}, COMMENT_TRASH,
          COMMENT_HOLD},
  };
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int64_t id = support_comment(b, article, 0, rows[i].at);
    for (size_t k = 0; k < 3 && rows[i].way[k]; k++)
      assert_int_equal(change(b, COMMENT_BULK_SET, rows[i].way[k], id), OK);
    assert_int_equal(change(b, COMMENT_BULK_RESTORE, rows[i].from, id), OK);
    assert_int_equal(comment(b, id).status, rows[i].to);
    assert_int_equal(change(b, COMMENT_BULK_SET, COMMENT_HOLD, id), OK);
    assert_int_equal(change(b, COMMENT_BULK_RESTORE, rows[i].from, id), ERR_INVALID);
  }
  assert_int_equal(change(b, COMMENT_BULK_RESTORE, COMMENT_TRASH, 999), ERR_NOT_FOUND);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status_at <> 0 OR"
                        " former_status IS NOT NULL OR trashed_from IS NOT NULL"),
      0);
}

static void what_cannot_be_changed_stops_nothing(void **state) {
  struct blog *b = *state;
  int64_t article = new_article(b, "talk");
  int64_t one = support_comment(b, article, 0, COMMENT_SPAM),
          two = support_comment(b, article, 0, COMMENT_HOLD);
  struct comment_bulk_item items[] = {{one, OK}, {two, OK}, {99, OK}, {one, ERR_IO}};
  assert_int_equal(change_all(b, COMMENT_BULK_RESTORE, COMMENT_SPAM, items, 4), 1);
  assert_int_equal(items[0].result, OK);
  assert_int_equal(items[1].result, ERR_INVALID);
  assert_int_equal(items[2].result, ERR_NOT_FOUND);
  assert_int_equal(items[3].result, OK);
  /* What is like that already is no failure. */
  assert_int_equal(change_all(b, COMMENT_BULK_SET, COMMENT_HOLD, items, 2), 2);
  assert_int_equal(change_all(b, COMMENT_BULK_SET, COMMENT_HOLD, items, 0), 0);
}

static void what_changed_since_it_was_chosen_stays(void **state) {
  struct blog *b = *state;
  int64_t article = new_article(b, "talk");
  int64_t spam = support_comment(b, article, 0, COMMENT_SPAM),
          approved = support_comment(b, article, spam, COMMENT_APPROVE);
  struct comment_bulk_item items[] = {{spam, OK}, {approved, OK}};
  const struct comment_bulk changes[] = {
      {COMMENT_BULK_SET, COMMENT_TRASH, COMMENT_SELECT(COMMENT_SPAM)},
      {COMMENT_BULK_DELETE, COMMENT_TRASH,
          COMMENT_SELECT(COMMENT_SPAM) | COMMENT_SELECT(COMMENT_TRASH)}};
  for (size_t i = 0; i < 2; i++) {
    size_t done = 0;
    assert_err(comment_bulk(b->site, &changes[i], items, 2, &done), OK);
    assert_int_equal(done, 1);
    assert_int_equal(items[0].result, OK);
    assert_int_equal(items[1].result, ERR_INVALID);
    assert_int_equal(comment(b, approved).status, COMMENT_APPROVE);
  }
  assert_int_equal(comment(b, approved).parent_id, 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 1);
}

static void counts_and_revisions_follow_once(void **state) {
  struct blog *b = *state;
  int64_t first = new_article(b, "one"), second = new_article(b, "two"),
          third = new_article(b, "three");
  struct comment_bulk_item items[6];
  for (size_t i = 0; i < 6; i++)
    items[i].id = support_comment(b,
        i < 3   ? first
        : i < 5 ? second
                : third,
        0, i == 5 ? COMMENT_SPAM : COMMENT_HOLD);
  int64_t untouched = support_revision(b, DEP_COMMENTS, third);
  int64_t writes = support_number(b, "SELECT change FROM site");
  assert_int_equal(change_all(b, COMMENT_BULK_SET, COMMENT_APPROVE, items, 5), 5);
  assert_int_equal(support_number(b, "SELECT change FROM site"), writes + 1);
  assert_int_equal(support_article(b, first).comment_count, 3);
  assert_int_equal(support_article(b, second).comment_count, 2);
  assert_int_equal(support_revision(b, DEP_COMMENTS, first), writes + 1);
  assert_int_equal(support_revision(b, DEP_COMMENTS, second), writes + 1);
  assert_int_equal(change_all(b, COMMENT_BULK_SET, COMMENT_TRASH, items + 1, 5), 5);
  assert_int_equal(support_article(b, first).comment_count, 1);
  assert_int_equal(support_article(b, second).comment_count, 0);
  /* Spam that is trashed is on no page. */
  assert_int_equal(support_revision(b, DEP_COMMENTS, third), untouched);
  assert_int_equal(change_all(b, COMMENT_BULK_DELETE, COMMENT_TRASH, items, 6), 6);
  assert_int_equal(support_article(b, first).comment_count, 0);
  assert_int_equal(change_all(b, COMMENT_BULK_DELETE, COMMENT_TRASH, items, 6), 0);
  assert_int_equal(items[3].result, ERR_NOT_FOUND);
}

/* one <- two <- three <- four, and one <- five. */
static void replies_move_to_what_stays(void **state) {
  struct blog *b = *state;
  int64_t article = new_article(b, "talk");
  int64_t one = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t two = support_comment(b, article, one, COMMENT_APPROVE);
  int64_t three = support_comment(b, article, two, COMMENT_APPROVE);
  int64_t four = support_comment(b, article, three, COMMENT_APPROVE);
  int64_t five = support_comment(b, article, one, COMMENT_APPROVE);
  struct comment_bulk_item middle[] = {{two, OK}, {three, OK}}, top = {one, OK};
  assert_int_equal(change_all(b, COMMENT_BULK_DELETE, COMMENT_TRASH, middle, 2), 2);
  assert_int_equal(comment(b, four).parent_id, one);
  assert_int_equal(comment(b, five).parent_id, one);
  int64_t revision = support_revision(b, DEP_COMMENTS, article);
  assert_int_equal(change_all(b, COMMENT_BULK_DELETE, COMMENT_TRASH, &top, 1), 1);
  assert_int_equal(comment(b, four).parent_id, 0);
  assert_int_equal(comment(b, five).parent_id, 0);
  assert_true(support_revision(b, DEP_COMMENTS, article) > revision);
}

/* It is not counted a second time, and spam that is confirmed teaches nothing new. */
static void approving_again_teaches(void **state) {
  struct blog *b = *state;
  int64_t article = new_article(b, "talk");
  int64_t good = support_comment(b, article, 0, COMMENT_APPROVE),
          spam = support_comment(b, article, 0, COMMENT_SPAM);
  int64_t revision = support_revision(b, DEP_COMMENTS, article);
  struct comment_bulk_item item = {good, OK};
  const struct comment_bulk held = {
      COMMENT_BULK_SET, COMMENT_APPROVE, COMMENT_SELECT(COMMENT_HOLD)};
  size_t done = 9;
  assert_err(comment_bulk(b->site, &held, &item, 1, &done), OK);
  assert_int_equal(support_number(b, "SELECT good FROM spam_total"), 0);
  assert_err(change(b, COMMENT_BULK_SET, COMMENT_APPROVE, good), OK);
  assert_err(change(b, COMMENT_BULK_SET, COMMENT_APPROVE, good), OK);
  assert_err(change(b, COMMENT_BULK_SET, COMMENT_SPAM, spam), OK);
  assert_int_equal(support_number(b, "SELECT good * 10 + spam FROM spam_total"), 10);
  assert_int_equal(support_number(b, "SELECT comment_id FROM spam_learned"), good);
  assert_int_equal(support_article(b, article).comment_count, 0);
  assert_int_equal(support_revision(b, DEP_COMMENTS, article), revision);
}

static enum err delete_within(struct db *s, void *context) {
  size_t *done = context;
  struct comment_bulk_item items[] = {{1, OK}, {2, OK}, {99, OK}};
  enum err e =
      comment_bulk_delete_within(s, COMMENT_SELECT(COMMENT_TRASH), items, 3, done);
  assert_true(
      e || (items[1].result == ERR_INVALID && items[2].result == ERR_NOT_FOUND));
  return e;
}

/* The scheduler deletes, but may not change a status. */
static void the_scheduler_deletes(void **state) {
  struct blog *b = *state;
  struct site *scheduler = support_scheduler(b);
  int64_t article = new_article(b, "talk");
  int64_t trash = support_comment(b, article, 0, COMMENT_TRASH),
          reply = support_comment(b, article, trash, COMMENT_APPROVE);
  size_t done = 9;
  assert_err(txn_write(scheduler->db, delete_within, &done), OK);
  assert_int_equal(done, 1);
  assert_int_equal(comment(b, reply).parent_id, 0);
  struct comment_bulk_item item = {reply, OK};
  const struct comment_bulk spam = {COMMENT_BULK_SET, COMMENT_SPAM, 0};
  assert_err(comment_bulk(scheduler, &spam, &item, 1, &done), ERR_DENIED);
  site_close(scheduler);
}

/* More than one transaction has, so that replies and their parents are in different
 * ones. */
enum { MANY = 2600 };

static void many_are_changed_and_come_back(void **state) {
  struct blog *b = *state;
  int64_t article = new_article(b, "talk");
  struct comment_bulk_item *items = calloc(MANY, sizeof *items);
  assert_non_null(items);
  for (int64_t i = 0; i < MANY; i++)
    items[i].id =
        support_comment(b, article, i ? items[(i - 1) / 2].id : 0, COMMENT_HOLD);
  assert_int_equal(
      change_all(b, COMMENT_BULK_SET, COMMENT_APPROVE, items, MANY / 2), MANY / 2);
  assert_int_equal(support_article(b, article).comment_count, MANY / 2);
  assert_int_equal(change_all(b, COMMENT_BULK_SET, COMMENT_SPAM, items, MANY), MANY);
  assert_int_equal(support_article(b, article).comment_count, 0);
  /* The newest are learned, and no more of them however often that is repeated. */
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM spam_learned WHERE class = 'spam'"
                        " AND comment_id > 2600 - 500"),
      COMMENT_BULK_LEARN);
  assert_int_equal(support_number(b, "SELECT spam FROM spam_total"), 500);
  assert_int_equal(change_all(b, COMMENT_BULK_SET, COMMENT_SPAM, items, MANY), MANY);
  assert_int_equal(support_number(b, "SELECT spam FROM spam_total"), 500);
  /* Undoing it also undoes what was learned. */
  assert_int_equal(
      change_all(b, COMMENT_BULK_RESTORE, COMMENT_SPAM, items, MANY), MANY);
  assert_int_equal(support_number(b, "SELECT spam FROM spam_total"), 0);
  assert_int_equal(support_number(b, "SELECT good FROM spam_total"), 500);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status ="
                        " CASE WHEN id <= 1300 THEN 'approve' ELSE 'hold' END"),
      MANY);
  assert_int_equal(support_article(b, article).comment_count, MANY / 2);
  /* All but the first. */
  assert_int_equal(
      change_all(b, COMMENT_BULK_DELETE, COMMENT_TRASH, items + 1, MANY - 1), MANY - 1);
  assert_int_equal(support_number(b, "SELECT id FROM comment"), items[0].id);
  assert_int_equal(support_article(b, article).comment_count, 1);
  free(items);
}

static enum err change_and_back(void *context) {
  struct blog *b = context;
  struct comment_bulk_item items[] = {{1, OK}, {2, OK}};
  const struct comment_bulk spam = {COMMENT_BULK_SET, COMMENT_SPAM, 0},
                            back = {COMMENT_BULK_RESTORE, COMMENT_SPAM, 0};
  size_t done;
  enum err e = comment_bulk(b->site, &spam, items, 2, &done);
  return e ? e : comment_bulk(b->site, &back, items, 2, &done);
}

static void failing_memory(void **state) {
  struct blog *b = *state;
  int64_t article = new_article(b, "talk");
  support_comment(b, article, 0, COMMENT_APPROVE);
  support_comment(b, article, 0, COMMENT_HOLD);
  fail_alloc_each(change_and_back, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_way_back),
      support_site_test(what_cannot_be_changed_stops_nothing),
      support_site_test(what_changed_since_it_was_chosen_stays),
      support_site_test(counts_and_revisions_follow_once),
      support_site_test(replies_move_to_what_stays),
      support_site_test(approving_again_teaches),
      support_site_test(the_scheduler_deletes),
      support_site_test(many_are_changed_and_come_back),
      support_site_test(failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
