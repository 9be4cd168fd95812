#include "db/model/websub.h"

#include "support_site.h"

static enum err set(struct db *s, void *context) {
  const int64_t *position = context;
  return websub_set_told(s, *position);
}

static void the_newest_post_counts(void **state) {
  struct blog *b = *state;
  struct db *s = NULL;
  char path[600];
  int64_t n = -1, at = SUPPORT_DATE;
  struct article_input a = support_article_input("one"),
                       page = support_article_input("p");
  page.type = ARTICLE_PAGE;
  page.published_at = SUPPORT_DATE + 1;
  snprintf(path, sizeof path, "%s/pamphlet.db", b->site->dir);
  assert_err(db_open(&s, path, ROLE_LINK), OK);
  assert_err(websub_newest(s, &n), OK);
  assert_int_equal(n, 0);
  support_save(b, &a);
  support_save(b, &page);
  assert_err(websub_newest(s, &n), OK);
  assert_int_equal(n, SUPPORT_DATE);
  assert_err(websub_told(s, &n), OK);
  assert_int_equal(n, 0);
  assert_err(txn_write(s, set, &at), OK);
  assert_err(websub_told(s, &n), OK);
  assert_int_equal(n, SUPPORT_DATE);
  db_close(s);
  assert_err(websub_newest(b->web->db, &n), ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(the_newest_post_counts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
