#include "import/common/import_follow.h"

#include "db/model/redirect.h"
#include "support_site.h"

static enum err add(struct db *s, void *context) {
  (void)context;
  enum err e = redirect_set(s, "/old/", "/2026/01/one/");
  if (!e)
    e = redirect_set(s, "/away/", "https://other.example/");
  return e ? e : redirect_set(s, "/circle/", "/circle/?a=1");
}

static int64_t leads(struct blog *b, const char *address, enum err want) {
  int64_t article = -1;
  assert_err(db_read_begin(b->site->db), OK);
  assert_err(import_follow(b->site, b->arena, address, &article), want);
  db_read_end(b->site->db);
  return article;
}

static void an_address_leads_to_an_article(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  int64_t id = support_save(b, &one);
  assert_err(txn_write(b->site->db, add, NULL), OK);
  assert_int_equal(leads(b, "https://old.example/2026/01/one", OK), id);
  assert_int_equal(leads(b, "/2026/01/ONE/?utm=1#c", OK), id);
  assert_int_equal(leads(b, "//old.example/old", OK), id);
  assert_int_equal(leads(b, "/?p=1", OK), id);
  assert_int_equal(leads(b, "/?utm_source=x&page_id=1", OK), id);
  /* What is no article. */
  assert_int_equal(leads(b, "https://old.example", OK), 0);
  assert_int_equal(leads(b, "/away/", OK), 0);
  assert_int_equal(leads(b, "/circle/", OK), 0);
  assert_int_equal(leads(b, "/?p=77", ERR_NOT_FOUND), -1);
  leads(b, "/?p=9999999999999999999999", OK);
  leads(b, "/none/", ERR_NOT_FOUND);
  leads(b, "word", ERR_NOT_FOUND);
  leads(b, "/%ff/", ERR_NOT_FOUND);
  leads(b, "//old.example", OK);
}

static void an_address_has_a_path(void **state) {
  (void)state;
  assert_string_equal(import_follow_path("https://a.example/b?c#d"), "/b?c#d");
  assert_string_equal(import_follow_path("https://a.example"), "/");
  assert_string_equal(import_follow_path("/b/"), "/b/");
  assert_null(import_follow_path("b/"));
  assert_null(import_follow_path(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_address_leads_to_an_article),
      cmocka_unit_test(an_address_has_a_path),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
