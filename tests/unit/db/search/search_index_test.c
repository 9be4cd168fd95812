#include "db/search/search_index.h"

#include "db/connection.h"
#include "fail_alloc.h"
#include "site/publish/article_write.h"
#include "site/publish/search_update.h"
#include "support_site.h"

static int64_t post(struct blog *b, const char *slug, const char *html) {
  struct article_input input = support_article_input(slug);
  input.html = html;
  return support_save(b, &input);
}

static int64_t indexed(struct blog *b) {
  return support_number(b, "SELECT count(*) FROM search_entry");
}

/* What txn_write runs: indexes one article with the same text in title and body. */
struct entry {
  int64_t id, date;
  const char *text;
};

static enum err put(struct db *s, void *context) {
  const struct entry *entry = context;
  const struct search_text text = {entry->text, NULL, entry->text};
  return search_index_put(s, entry->id, entry->date, &text);
}

static enum err remove_entry(struct db *s, void *context) {
  const struct entry *entry = context;
  return search_index_remove(s, entry->id);
}

static void text_is_cut_between_characters(void **state) {
  struct blog *b = *state;
  struct search_text text;
  int64_t id = post(b, "a", "<h2>Fog</h2><p>täglich</p>");
  assert_err(search_index_text(b->web->db, b->arena, id, 100, &text), OK);
  assert_null(text.title);
  assert_non_null(strstr(text.headings, "Fog"));
  assert_non_null(strstr(text.body, "täglich"));
  /* "ä" takes bytes 2 and 3. */
  struct entry entry = {id, SUPPORT_DATE, "täglich"};
  assert_err(txn_write(b->site->db, put, &entry), OK);
  assert_err(search_index_text(b->web->db, b->arena, id, 2, &text), OK);
  assert_string_equal(text.headings, "");
  assert_string_equal(text.body, "t");
  assert_err(search_index_text(b->web->db, b->arena, 99, 2, &text), ERR_NOT_FOUND);
}

static void articles_of_one_second_get_different_keys(void **state) {
  struct blog *b = *state;
  post(b, "a", "<p>x</p>");
  post(b, "b", "<p>x</p>");
  assert_int_equal(
      support_number(b, "SELECT count(DISTINCT key) FROM search_entry"), 2);
  assert_int_equal(
      support_number(b, "SELECT max(key) - min(key) FROM search_entry"), 1);
}

static void putting_an_article_again_replaces_it(void **state) {
  struct blog *b = *state;
  struct search_text text;
  struct entry entry = {post(b, "a", "<p>old</p>"), SUPPORT_DATE, "new"};
  for (int i = 0; i < 2; i++)
    assert_err(txn_write(b->site->db, put, &entry), OK);
  assert_int_equal(indexed(b), 1);
  assert_err(search_index_text(b->site->db, b->arena, entry.id, 100, &text), OK);
  assert_string_equal(text.body, "new");
  for (int i = 0; i < 2; i++)
    assert_err(txn_write(b->site->db, remove_entry, &entry), OK);
  assert_int_equal(indexed(b), 0);
}

static enum err queue(struct db *s, void *context) {
  const struct entry *entry = context;
  int64_t first = 0;
  bool found = true;
  enum err e = search_index_next_due(s, &found, &first);
  assert_false(!e && found);
  if (!e)
    e = search_index_add_due(s, entry->id);
  if (!e)
    e = search_index_add_due(s, entry->id);
  if (!e)
    e = search_index_next_due(s, &found, &first);
  assert_true(e || (found && first == entry->id));
  return e ? e : search_index_drop_due(s, entry->id);
}

static void the_queue_has_each_article_once(void **state) {
  struct blog *b = *state;
  struct entry entry = {post(b, "a", "<p>x</p>"), 0, NULL};
  assert_err(txn_write(b->site->db, queue, &entry), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_due"), 0);
}

static void the_web_cannot_write_the_index(void **state) {
  struct blog *b = *state;
  struct entry entry = {post(b, "a", "<p>x</p>"), SUPPORT_DATE, "x"};
  assert_err(txn_write(b->web->db, put, &entry), ERR_DENIED);
  assert_int_equal(indexed(b), 1);
}

static void the_index_passes_the_integrity_check_of_fts5(void **state) {
  struct blog *b = *state;
  for (int round = 0; round < 3; round++)
    for (int i = 0; i < 60; i++) {
      char slug[20];
      snprintf(slug, sizeof slug, "p%d-%d", round, i);
      post(b, slug, "<h2>Some</h2><p>words, 数据库</p>");
    }
  int broken = sqlite3_exec(b->site->db->handle,
      "INSERT INTO search(search) VALUES ('integrity-check')", NULL, NULL, NULL);
  assert_int_equal(broken, SQLITE_OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_due"), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_state"
                                     " WHERE splitter <> ''"),
      1);
}

static void an_upgrade_indexes_missing_articles(void **state) {
  struct blog *b = *state;
  bool current = false;
  int64_t id = post(b, "a", "<p>x</p>");
  support_run(b, "DELETE FROM search_entry; UPDATE search_state SET splitter = '0'");
  assert_err(search_index_is_current(b->site->db, &current), OK);
  assert_false(current);
  assert_err(search_update_upgrade(b->site->db), OK);
  assert_err(article_write_rest(b->site->db), OK);
  assert_int_equal(indexed(b), 1);
  struct search_text text;
  assert_err(search_index_text(b->site->db, b->arena, id, 100, &text), OK);
  assert_err(search_index_is_current(b->site->db, &current), OK);
  assert_true(current);
}

static enum err repair(struct db *s, void *context) {
  (void)context;
  return search_index_repair(s);
}

static void a_repair_queues_articles_that_are_not_indexed(void **state) {
  struct blog *b = *state;
  struct entry entry = {post(b, "a", "<p>x</p>"), 0, NULL};
  assert_err(txn_write(b->site->db, remove_entry, &entry), OK);
  assert_err(txn_write(b->site->db, repair, NULL), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_due"), 1);
}

static enum err put_again(void *context) {
  struct blog *b = context;
  struct entry entry = {1, SUPPORT_DATE, "words of a title"};
  struct search_text text;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? txn_write(b->site->db, put, &entry) : ERR_NOMEM;
  if (!e)
    e = search_index_text(b->site->db, a, 1, 100, &text);
  arena_free(a);
  return e;
}

static void the_index_survives_failed_allocations(void **state) {
  struct blog *b = *state;
  post(b, "a", "<p>x</p>");
  fail_alloc_each(put_again, b);
  assert_int_equal(indexed(b), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(text_is_cut_between_characters),
      support_site_test(articles_of_one_second_get_different_keys),
      support_site_test(putting_an_article_again_replaces_it),
      support_site_test(the_queue_has_each_article_once),
      support_site_test(the_web_cannot_write_the_index),
      support_sqlite_test(the_index_passes_the_integrity_check_of_fts5),
      support_site_test(an_upgrade_indexes_missing_articles),
      support_site_test(a_repair_queues_articles_that_are_not_indexed),
      support_site_test(the_index_survives_failed_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
