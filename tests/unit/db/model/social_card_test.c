#include "db/model/social_card.h"

#include "base/clock.h"
#include "support_site.h"

struct change {
  int64_t article;
  const char *hash, *fault;
  const struct social_card_due *done;
};

static enum err write(struct db *s, void *context) {
  const struct change *c = context;
  if (c->done)
    return social_card_due_done(s, c->done);
  const struct social_card card = {c->hash, c->fault};
  return c->hash ? social_card_put(s, c->article, &card)
                 : social_card_drop(s, c->article);
}

static void put(struct blog *b, int64_t article, const char *hash, const char *fault) {
  struct change c = {article, hash, fault, NULL};
  assert_err(txn_write(b->site->db, write, &c), OK);
}

/* "ID:CHANGE " of each article that is noted. */
static const char *due(struct blog *b) {
  struct social_card_due *list;
  size_t count;
  assert_err(social_card_due_list(b->site->db, b->arena, 10, &list, &count), OK);
  const char *out = "";
  for (size_t i = 0; i < count; i++)
    out = arena_printf(b->arena, "%s%lld:%lld ", out, (long long)list[i].article,
        (long long)list[i].change);
  return out;
}

static void cards_belong_to_articles(void **state) {
  struct blog *b = *state;
  struct social_card card = {"x", "x"};
  bool found = true;
  assert_err(social_card_find(b->web->db, b->arena, 7, &card), OK);
  assert_null(card.hash);
  put(b, 7, "abc", "");
  put(b, 8, "def", "needs a font");
  assert_err(social_card_find(b->web->db, b->arena, 7, &card), OK);
  assert_string_equal(card.hash, "abc");
  assert_string_equal(card.fault, "");
  assert_err(social_card_has_hash(b->site->db, "abc", &found), OK);
  assert_true(found);
  /* It has no file. */
  assert_err(social_card_has_hash(b->site->db, "def", &found), OK);
  assert_false(found);
  put(b, 7, NULL, NULL);
  assert_err(social_card_find(b->web->db, b->arena, 7, &card), OK);
  assert_null(card.hash);
}

static void the_most_common_fault_is_named(void **state) {
  struct blog *b = *state;
  int64_t count = 9;
  const char *fault = "unchanged";
  assert_err(social_card_faults(b->site->db, b->arena, &count, &fault), OK);
  assert_int_equal(count, 0);
  assert_string_equal(fault, "unchanged");
  put(b, 1, "a", "one");
  put(b, 2, "b", "two");
  put(b, 3, "c", "two");
  put(b, 4, "d", "");
  assert_err(social_card_faults(b->site->db, b->arena, &count, &fault), OK);
  assert_int_equal(count, 3);
  assert_string_equal(fault, "two");
}

/* What a card shows, and whether there is one: comments and dates have no part in it.
 */
static void changes_are_noted(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  int64_t id = support_save(b, &input);
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card_due"), 1);
  struct change done = {.done = &(struct social_card_due){id, 99}};
  assert_err(txn_write(b->site->db, write, &done), OK);
  /* Something has happened since it was read. */
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card_due"), 1);
  int64_t change = support_number(b, "SELECT change FROM social_card_due");
  done.done = &(struct social_card_due){id, change};
  assert_err(txn_write(b->site->db, write, &done), OK);
  assert_string_equal(due(b), "");
  input.id = id;
  support_save(b, &input);
  support_comment(b, id, 0, COMMENT_APPROVE);
  input.published_at += CLOCK_DAY;
  support_save(b, &input);
  assert_string_equal(due(b), "");
  input.title = "Another title";
  support_save(b, &input);
  assert_string_equal(due(b), arena_printf(b->arena, "%lld:1 ", (long long)id));
  input.html = "<p>Another text</p>";
  support_save(b, &input);
  assert_string_equal(due(b), arena_printf(b->arena, "%lld:2 ", (long long)id));
}

static bool current(
    struct blog *b, int64_t article, int64_t change, const char *hash, bool is_public) {
  const struct social_card_due read = {article, change};
  bool out = false;
  assert_err(social_card_is_current(b->site->db, &read, hash, is_public, &out), OK);
  return out;
}

static void what_has_happened_since_is_seen(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  int64_t id = support_save(b, &input);
  int64_t change = support_number(b, "SELECT change FROM social_card_due");
  assert_true(current(b, id, change, "", true));
  assert_false(current(b, id, 0, "", true));
  assert_false(current(b, id, change - 1, "", true));
  assert_false(current(b, id, change, "abc", true));
  assert_false(current(b, id, change, "", false));
  put(b, id, "abc", "");
  assert_false(current(b, id, change, "", true));
  assert_true(current(b, id, change, "abc", true));
  /* It is not there. */
  assert_true(current(b, 99, 0, "", false));
  assert_false(current(b, 99, 1, "", false));
}

static void the_newest_come_first_and_what_needs_none_before_them(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  int64_t one = support_save(b, &input);
  input = support_article_input("two");
  input.published_at += CLOCK_DAY;
  int64_t two = support_save(b, &input);
  input = support_article_input("three");
  int64_t three = support_save(b, &input), count = 0;
  char why[200];
  input = support_article_input("four");
  input.published_at -= CLOCK_DAY;
  int64_t four = support_save(b, &input);
  assert_err(publish_delete(b->site, b->arena, three), OK);
  assert_err(
      publish_set_status(b->site, b->arena, four, ARTICLE_DRAFT, NULL, why, sizeof why),
      OK);
  struct social_card_due *list, next = {0, 0};
  size_t n;
  bool found = false;
  assert_err(social_card_due_list(b->site->db, b->arena, 3, &list, &n), OK);
  assert_int_equal(n, 3);
  assert_int_equal(list[0].article + list[1].article, three + four);
  assert_int_equal(list[2].article, two);
  assert_err(social_card_due_count(b->site->db, &count), OK);
  assert_int_equal(count, 4);
  const int64_t ids[] = {one, two, three, four};
  for (size_t i = 0; i < 4; i++) {
    assert_err(social_card_due_next(b->site->db, next.article, &found, &next), OK);
    assert_true(found);
    assert_int_equal(next.article, ids[i]);
    assert_true(next.change > 0);
  }
  assert_err(social_card_due_next(b->site->db, next.article, &found, &next), OK);
  assert_false(found);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(cards_belong_to_articles),
      support_site_test(the_most_common_fault_is_named),
      support_site_test(changes_are_noted),
      support_site_test(what_has_happened_since_is_seen),
      support_site_test(the_newest_come_first_and_what_needs_none_before_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
