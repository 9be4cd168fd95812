#include "import/common/import_batch.h"

#include "support_import.h"

static void a_batch_saves_articles_with_their_comments(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder =
      support_import_folder("a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  support_import_file(folder, "a.comments.json",
      "{\"comments\": [{\"id\": 1, \"author\": \"Ada\", \"date\": \"2026-01-03T10:00:00Z\", "
      "\"status\": \"approve\", \"text\": \"Hello\"}]}");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_CREATED], 1);
  assert_int_equal(support_number(b, "SELECT comment_count FROM article"), 1);
  buf_free(&done.text);
  free(folder);
}

/* One refused article does not take the others of its transaction with it. */
static void a_refused_article_leaves_the_others(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder =
      support_import_folder("a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  support_import_file(
      folder, "b.md", "---\ntitle: B\narticle_id: 9\npermalink: /feed/\n---\nx\n");
  support_import_file(folder, "c.md", "---\ntitle: C\ndate: 2026-01-02\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_CREATED], 2);
  assert_int_equal(done.counts[IMPORT_FAILED], 1);
  assert_non_null(
      strstr(buf_text(&done.text), "b.md:4: the alias \"/feed/\" is used by the site"));
  buf_free(&done.text);
  free(folder);
}

static void the_queue_knows_what_is_waiting(void **state) {
  struct blog *b = *state;
  struct import_run run = {.site = b->site, .arena = b->arena};
  assert_false(import_batch_has(&run, "file:a.md"));
  assert_err(import_batch_flush(&run), OK);
  assert_err(import_batch_room(&run), OK);
  import_batch_drop(&run);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_batch_saves_articles_with_their_comments),
      support_site_test(a_refused_article_leaves_the_others),
      support_site_test(the_queue_knows_what_is_waiting),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
