#include "site/pages/page_change.h"

#include "base/clock.h"
#include "page_support.h"

static void an_article_comes_with_its_placements(void **state) {
  struct blog *b = *state;
  struct page_change change;
  struct txn_invalidated inv = {
      .kind = DEP_ARTICLE, .id = page_save_at(b, "one", SUPPORT_DATE)};
  assert_err(page_change_load(b->web->db, b->arena, &inv, &change), OK);
  assert_int_equal(change.article.id, inv.id);
  assert_true(change.placement_count >= 3); /* home, all, author */
  page_save_at(b, "two", SUPPORT_DATE + CLOCK_SECOND);
  for (size_t i = 0; i < change.placement_count; i++) {
    const struct listing_placement *placement = &change.placements[i];
    struct listing_subject subject;
    int64_t rank = -1;
    assert_err(listing_subject(b->web->db, placement->listing, &subject), OK);
    assert_int_equal(subject.kind, placement->subject.kind);
    assert_int_equal(subject.object, placement->subject.object);
    assert_err(listing_placement_rank(b->web->db, placement, &rank), OK);
    assert_int_equal(rank, 1);
  }
  inv.kind = DEP_NEIGHBOURS;
  assert_err(page_change_load(b->web->db, b->arena, &inv, &change), OK);
  assert_int_equal(change.article.id, inv.id);
  assert_int_equal(change.placement_count, 0);
}

static void a_deleted_article_is_not_an_error(void **state) {
  struct blog *b = *state;
  struct page_change change;
  const struct txn_invalidated inv = {.kind = DEP_ARTICLE, .id = 99};
  assert_err(page_change_load(b->web->db, b->arena, &inv, &change), OK);
  assert_int_equal(change.article.id, 0);
  assert_int_equal(change.placement_count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_article_comes_with_its_placements),
      support_site_test(a_deleted_article_is_not_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
