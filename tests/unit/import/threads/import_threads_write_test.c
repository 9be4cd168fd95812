#include "import/threads/import_threads_write.h"

#include "support_site.h"

static struct import_threads_ready ready(
    struct blog *b, int64_t article, const char *key) {
  struct import_threads_ready r = {.article = article, .path = "/"};
  struct import_comment *item = arena_alloc(b->arena, sizeof *item);
  assert_non_null(item);
  *item = (struct import_comment){.local = 1,
      .email = "",
      .comment = {.type = "comment",
          .author = "Ada",
          .url = "",
          .source = "text",
          .source_key = key}};
  assert_err(comment_render_text(b->arena, &item->comment), OK);
  r.comments.items = item;
  r.comments.count = 1;
  assert_err(import_comment_list_arrange(b->arena, &r.comments, NULL), OK);
  return r;
}

static void one_article_that_fails_does_not_stop_the_others(void **state) {
  struct blog *b = *state;
  struct import_run run = {.site = b->site};
  struct article_input one = support_article_input("one");
  int64_t id = support_save(b, &one);
  struct import_threads_ready items[] = {
      ready(b, id, "s:1"), ready(b, 999, "s:2"), ready(b, id, "s:3")};
  assert_err(import_threads_write(&run, items, 3), OK);
  assert_err(items[0].result, OK);
  assert_true(items[1].result != OK);
  assert_err(items[2].result, OK);
  assert_int_equal(items[0].comments.added, 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 2);
  assert_int_equal(support_number(b, "SELECT comment_count FROM article"), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(one_article_that_fails_does_not_stop_the_others),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
