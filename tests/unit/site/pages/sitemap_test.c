#include "support_site.h"

#include "db/connection.h"
#include "site/pages/sitemap.h"

/* Adds public articles with the IDs from `first` to `last`, without txn_write. */
static void fill(struct blog *b, int first, int last) {
  char sql[600];
  snprintf(sql, sizeof sql,
      "INSERT INTO author VALUES (1, 'a', 'A') ON CONFLICT DO NOTHING;"
      "WITH RECURSIVE n(i) AS (VALUES (%d) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
      "INSERT INTO article(id, type, status, slug, title, excerpt, lang, author_id,"
      " menu_order, in_menu, sticky, created_at, published_at, updated_at, permalink,"
      " comments_open, comment_count, reading_minutes) SELECT i, 'post', 'publish',"
      " 'n' || i, '', '', '', 1, 0, 0, 0, 1, i * 1000000, 1, '/n' || i || '/', 0, 0, 1"
      " FROM n",
      first, last);
  support_run(b, sql);
}

static size_t count(const char *text, const char *what) {
  size_t n = 0;
  for (; (text = strstr(text, what)) != NULL; text++)
    n++;
  return n;
}

static size_t urls(struct blog *b, const char *path) {
  struct buf out = {0};
  enum err e = sitemap_part(b->web, path, &out);
  size_t n = e ? 0 : count(buf_text(&out), "<url>");
  assert_true(e == OK || e == ERR_NOT_FOUND);
  assert_true(out.len < 50 << 20);
  buf_free(&out);
  return n;
}

/* Returns how many virtual machine steps the statement that contains this text took. */
static int steps(struct blog *b, const char *text) {
  int n = 0;
  for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(b->web->db->handle, st));)
    if (strstr(sqlite3_sql(st), text))
      n += sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 0);
  return n;
}

static void parts_have_five_thousand_at_most(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  fill(b, 1, 5001);
  fill(b, 15000, 15000);
  assert_int_equal(urls(b, "/sitemap-articles-1.xml"), 5000);
  assert_int_equal(urls(b, "/sitemap-articles-2.xml"), 1);
  assert_int_equal(urls(b, "/sitemap-articles-3.xml"), 1);
  assert_int_equal(urls(b, "/sitemap-articles-4.xml"), 0);
  assert_err(sitemap_index(b->web, &out), OK);
  assert_int_equal(count(buf_text(&out), "<sitemap>"), 3);
  assert_non_null(strstr(buf_text(&out), "/sitemap-articles-1.xml</loc>"
                                         "<lastmod>1970-01-01T01:23:20Z</lastmod>"));
  /* The sitemap index does not scan the articles. */
  assert_in_range(steps(b, "/ 5000"), 1, 300);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(parts_have_five_thousand_at_most),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
