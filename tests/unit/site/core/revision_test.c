#include "site/core/revision.h"

#include "support_site.h"

static void a_revision_only_increases(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  int64_t id = support_save(b, &d);
  uint64_t revision = 0, high = UINT64_MAX;
  assert_err(revision_raise(b->web->db, DEP_ARTICLE, id, &revision), OK);
  assert_true(revision > 0);
  uint64_t before = revision;
  assert_err(revision_raise(b->web->db, DEP_ARTICLE, 999, &revision), OK);
  assert_true(revision == before);
  assert_err(revision_raise(b->web->db, DEP_ARTICLE, id, &high), OK);
  assert_true(high == UINT64_MAX);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_revision_only_increases),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
