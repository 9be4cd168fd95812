#include "site/publish/search_update.h"

#include "site/publish/article_write.h"
#include "support_site.h"

static void an_article_is_found_by_its_words(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  in.html = "<h2>Harbour</h2><p>Seagulls cry.</p>";
  in.id = support_save(b, &in);
  assert_int_equal(support_indexed(b, "seagulls"), 1);
  in.html = "<p>Silence.</p>";
  support_save(b, &in);
  assert_int_equal(support_indexed(b, "seagulls"), 0);
  assert_int_equal(support_indexed(b, "silence"), 1);
}

static void a_deleted_article_leaves_the_index(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  in.html = "<p>Seagulls cry.</p>";
  int64_t id = support_save(b, &in);
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_int_equal(support_indexed(b, "seagulls"), 0);
}

/* After an upgrade of a library that splits words differently, everything is indexed
 * again from the text that the index holds. */
static void another_tokenizer_rebuilds_the_index(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  support_save(b, &in);
  assert_int_equal(
      support_number(b, "UPDATE search_state SET splitter = 'old' RETURNING 1"), 1);
  assert_err(search_update_upgrade(b->site->db), OK);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM search_state WHERE splitter = 'old'"), 0);
  /* In PostgreSQL the texts are split again one by one. */
  assert_err(article_write_rest(b->site->db), OK);
  assert_int_equal(support_indexed(b, "words"), 1);
}

static void an_article_that_is_not_indexed_is_queued(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  support_save(b, &in);
  assert_err(search_update_upgrade(b->site->db), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_due"), 0);
  support_number(b, "DELETE FROM search_entry RETURNING 1");
  assert_err(search_update_upgrade(b->site->db), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_due"), 1);
  assert_err(article_write_rest(b->site->db), OK);
  assert_int_equal(support_indexed(b, "words"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_article_is_found_by_its_words),
      support_site_test(a_deleted_article_leaves_the_index),
      support_site_test(another_tokenizer_rebuilds_the_index),
      support_site_test(an_article_that_is_not_indexed_is_queued),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
