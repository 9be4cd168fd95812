#include "import/files/import_render.h"

#include "support_import.h"

/* A part that costs the parser too much is shown as it is; the rest is rendered. */
static void a_wild_part_refuses_no_article(void **state) {
  struct blog *b = *state;
  struct buf wild = {0}, deep = {0}, said = {0};
  buf_puts(&wild, "---\ntitle: Wild\ndate: 2026-01-02\n---\n*before*\n\n");
  for (int i = 0; i < 1001; i++)
    buf_puts(&wild, "![");
  buf_puts(&wild, "\n\n*after*\n");
  buf_puts(&deep, "---\ntitle: Deep\ndate: 2026-01-02\n---\nx\n");
  for (int i = 0; i < 3000; i++)
    buf_puts(&deep, "<div>");
  char *folder = support_import_folder("wild.md", buf_text(&wild));
  int64_t id = support_import_one(b, folder, &said);
  assert_non_null(strstr(buf_text(&said), "wild.md:7: the text has more than 1000"));
  free(folder);
  folder = support_import_folder("deep.md", buf_text(&deep));
  assert_true(support_import_one(b, folder, &said) > id);
  assert_non_null(strstr(buf_text(&said), "deep.md:0: its HTML is nested too deeply"));
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article_body WHERE html LIKE"
                        " '%<em>before</em>%![%<em>after</em>%' OR html LIKE"
                        " '<pre>x%&lt;div&gt;%'"),
      2);
  free(folder);
  buf_free(&wild);
  buf_free(&deep);
  buf_free(&said);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(a_wild_part_refuses_no_article)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
