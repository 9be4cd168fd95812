#include "db/model/websub.h"

#include "support_site.h"

struct told {
  int64_t position, before;
};

static enum err set(struct db *s, void *context) {
  const struct told *t = context;
  return websub_set_told(s, t->position, t->before);
}

static enum err forget(struct db *s, void *context) {
  (void)context;
  return websub_forget(s);
}

static void the_newest_post_counts(void **state) {
  struct blog *b = *state;
  struct db *s = NULL;
  char path[600];
  int64_t n = -1;
  struct told told = {SUPPORT_DATE, 0};
  struct article_input a = support_article_input("one"),
                       page = support_article_input("p");
  page.type = ARTICLE_PAGE;
  page.published_at = SUPPORT_DATE + 1;
  snprintf(path, sizeof path, "%s", b->site->database);
  assert_err(db_open(&s, path, ROLE_LINK), OK);
  assert_err(websub_newest(s, &n), OK);
  assert_int_equal(n, 0);
  support_save(b, &a);
  support_save(b, &page);
  assert_err(websub_newest(s, &n), OK);
  assert_int_equal(n, SUPPORT_DATE);
  assert_err(websub_told(s, &n), OK);
  assert_int_equal(n, 0);
  assert_err(txn_write(s, set, &told), OK);
  assert_err(websub_told(s, &n), OK);
  assert_int_equal(n, SUPPORT_DATE);
  db_close(s);
  assert_err(websub_newest(b->web->db, &n), ERR_DENIED);
}

/* The hub is asked between reading what it knows and recording what it was told. */
static void what_happens_meanwhile_is_not_lost(void **state) {
  struct blog *b = *state;
  struct db *s = NULL;
  char path[600];
  int64_t before = 0, n = 0;
  snprintf(path, sizeof path, "%s", b->site->database);
  assert_err(db_open(&s, path, ROLE_LINK), OK);
  for (int i = 0; i < 2; i++) {
    assert_err(websub_told(s, &before), OK);
    assert_err(txn_write(b->site->db, forget, NULL), OK);
    struct told told = {SUPPORT_DATE, before};
    assert_err(txn_write(s, set, &told), OK);
    assert_err(websub_told(s, &n), OK);
    assert_true(n < 0 && n != before);
  }
  struct told told = {SUPPORT_DATE, n};
  assert_err(txn_write(s, set, &told), OK);
  assert_err(websub_told(s, &n), OK);
  assert_int_equal(n, SUPPORT_DATE);
  db_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_newest_post_counts),
      support_site_test(what_happens_meanwhile_is_not_lost),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
