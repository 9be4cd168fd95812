#include "db/model/comment_queue.h"

#include "support_site.h"

struct ids {
  int64_t id[10];
  size_t count;
};

static enum err add_id(void *context, int64_t id) {
  struct ids *ids = context;
  ids->id[ids->count++] = id;
  return OK;
}

static void held_comments_come_oldest_first(void **state) {
  struct blog *b = *state;
  struct ids ids = {.count = 0};
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  int64_t first = support_save(b, &one), second = support_save(b, &two);
  int64_t a = support_comment(b, first, 0, COMMENT_HOLD);
  support_comment(b, first, 0, COMMENT_SPAM);
  int64_t c = support_comment(b, second, 0, COMMENT_HOLD);
  struct comment_queue_filter f = {COMMENT_HOLD, 0};
  assert_err(comment_queue_after(b->site->db, &f, 0, add_id, &ids), OK);
  assert_int_equal(ids.count, 2);
  assert_int_equal(ids.id[0], a);
  assert_int_equal(ids.id[1], c);
  ids.count = 0;
  assert_err(comment_queue_after(b->site->db, &f, a, add_id, &ids), OK);
  assert_int_equal(ids.count, 1);
  f.article_id = first;
  ids.count = 0;
  assert_err(comment_queue_after(b->site->db, &f, 0, add_id, &ids), OK);
  assert_int_equal(ids.count, 1);
  assert_int_equal(ids.id[0], a);
}

struct sent {
  int64_t article, id;
  enum comment_status status;
  const char *source;
  const uint8_t *network;
  int64_t at;
};

static enum err send(struct db *s, void *context) {
  struct sent *t = context;
  struct comment c = {.article_id = t->article,
      .type = "comment",
      .status = t->status,
      .author = "Ada",
      .url = "",
      .source = t->source,
      .html = "",
      .created_at = t->at};
  return comment_insert(s, &c, "", t->network, &t->id);
}

static enum err take(void *context, const struct comment_queue_row *row) {
  struct ids *ids = context;
  ids->id[ids->count++] = row->network ? row->id : -row->id;
  return OK;
}

static void the_others_of_a_network(void **state) {
  struct blog *b = *state;
  static const uint8_t here[CRYPT_HASH] = {1}, there[CRYPT_HASH] = {2};
  struct article_input d = support_article_input("one");
  int64_t article = support_save(b, &d), counts[4] = {9, 9, 9, 9};
  struct sent all[] = {
      {article, 0, COMMENT_HOLD, "first", here, 1},
      {article, 0, COMMENT_SPAM, "second", here, 2},
      {article, 0, COMMENT_SPAM, "third", here, 3},
      {article, 0, COMMENT_HOLD, "fourth", here, 4},
      {article, 0, COMMENT_HOLD, "elsewhere", there, 5},
      {article, 0, COMMENT_HOLD, "nowhere", NULL, 6},
  };
  for (size_t i = 0; i < 6; i++)
    assert_err(txn_write(b->site->db, send, &all[i]), OK);
  uint8_t network[CRYPT_HASH];
  bool known;
  assert_err(comment_queue_network(b->site->db, all[0].id, network, &known), OK);
  assert_true(known);
  assert_memory_equal(network, here, sizeof here);
  assert_err(comment_queue_network(b->site->db, all[5].id, network, &known), OK);
  assert_false(known);
  struct comment *list;
  size_t count;
  assert_err(comment_queue_others(
                 b->site->db, b->arena, here, all[0].id, 2, counts, &list, &count),
      OK);
  assert_int_equal(count, 2);
  assert_string_equal(list[0].source, "fourth");
  assert_string_equal(list[1].source, "third");
  assert_int_equal(counts[COMMENT_SPAM], 2);
  assert_int_equal(counts[COMMENT_HOLD], 1);
  assert_int_equal(counts[COMMENT_APPROVE], 0);
  struct ids ids = {.count = 0};
  struct comment_queue_filter f = {COMMENT_HOLD, article};
  assert_err(comment_queue_each(b->site->db, &f, take, &ids), OK);
  assert_int_equal(ids.count, 4);
  assert_int_equal(ids.id[0], all[0].id);
  assert_int_equal(ids.id[3], -all[5].id);
}

static void the_web_may_not_look(void **state) {
  struct blog *b = *state;
  struct ids ids = {.count = 0};
  struct comment_queue_filter f = {COMMENT_HOLD, 0};
  assert_err(comment_queue_after(b->web->db, &f, 0, add_id, &ids), ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(held_comments_come_oldest_first),
      support_site_test(the_others_of_a_network),
      support_site_test(the_web_may_not_look),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
