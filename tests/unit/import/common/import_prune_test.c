#include "import/common/import_prune.h"

#include <unistd.h>

#include "support_import.h"

static void an_article_whose_file_is_gone_becomes_a_draft(void **state) {
  struct blog *b = *state;
  const struct import_options prune = {.prune = true};
  struct support_import done;
  char path[600];
  char *folder =
      support_import_folder("a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  support_import_file(folder, "b.md", "---\ntitle: B\ndate: 2026-01-02\n---\ny\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  buf_free(&done.text);
  snprintf(path, sizeof path, "%s/b.md", folder);
  unlink(path);
  /* Without the option it is only reported. */
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_WARNING], 1);
  assert_non_null(strstr(buf_text(&done.text), "--prune"));
  buf_free(&done.text);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE status = 'publish'"), 2);
  assert_err(support_import(b, folder, &prune, &done), OK);
  assert_int_equal(done.counts[IMPORT_PRUNED], 1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE status = 'draft'"), 1);
  buf_free(&done.text);
  free(folder);
}

static void a_list_keeps_its_order(void **state) {
  struct blog *b = *state;
  struct import_prune_list l = {.arena = b->arena};
  assert_err(import_prune_add(&l, 1, "a"), OK);
  assert_err(import_prune_add(&l, 2, "b"), OK);
  assert_int_equal(l.first->id, 1);
  assert_int_equal(l.first->next->id, 2);
  assert_ptr_equal(l.last, l.first->next);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_article_whose_file_is_gone_becomes_a_draft),
      support_site_test(a_list_keeps_its_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
