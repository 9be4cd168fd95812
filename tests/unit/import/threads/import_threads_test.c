#include "import/threads/import_threads.h"

#include "support_site.h"

static struct buf seen;

static void keep(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  (void)context;
  (void)file;
  (void)line;
  buf_printf(&seen, "%d %s\n", (int)event, message);
}

/* More articles and comments than one batch holds, a reply in another thread than its
 * parent, and keys that are addresses. */
static void many_threads_are_stored_in_batches(void **state) {
  struct blog *b = *state;
  struct import_options options = {.dry_run = false};
  struct import_run run = {.site = b->site,
      .arena = arena_new(1 << 20),
      .options = &options,
      .report = keep};
  struct import_file file = {.path = "x"};
  struct import_threads t;
  enum { ARTICLES = 130, COMMENTS = 30 };
  for (int i = 0; i < ARTICLES; i++) {
    struct article_input one = support_article_input(arena_printf(b->arena, "a%d", i));
    support_save(b, &one);
  }
  for (int again = 0; again < 2; again++) {
    buf_clear(&seen);
    assert_err(import_threads_open(&t, &run, &file, "s"), OK);
    t.keys_are_addresses = true;
    for (int i = 0; i < ARTICLES * COMMENTS; i++) {
      struct import_thread_comment c = {
          .thread = arena_printf(
              t.arena, "/2026/01/a%d/%s", i % ARTICLES, i / ARTICLES % 2 ? "?x=1" : ""),
          .id = arena_printf(t.arena, "%d", i + 1),
          .parent = i < ARTICLES ? "" : arena_printf(t.arena, "%d", i + 1 - ARTICLES),
          .author = "Ada",
          .email = "",
          .url = "",
          .text = "text",
          .date = i + 1,
          .render = comment_render_text};
      assert_err(import_threads_add_comment(&t, &c), OK);
    }
    assert_err(import_threads_save(&t), OK);
    import_threads_close(&t);
    assert_int_equal(
        support_number(b, "SELECT count(*) FROM comment"), ARTICLES * COMMENTS);
    assert_int_equal(
        support_number(b, "SELECT count(*) FROM comment WHERE parent_id IS NULL"),
        ARTICLES);
    assert_int_equal(
        support_number(b, "SELECT min(comment_count) FROM article"), COMMENTS);
    assert_non_null(strstr(
        buf_text(&seen), again ? "0 new comments in 0 articles, 3900 already there"
                               : "3900 new comments in 130 articles, 0 already there"));
  }
  buf_free(&seen);
  arena_free(run.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(many_threads_are_stored_in_batches),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
