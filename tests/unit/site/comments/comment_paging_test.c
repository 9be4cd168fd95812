#include "site/comments/comment_paging.h"

#include "support.h"

static const struct settings oldest = {.page_size = 50},
                             newest = {.page_size = 50, .newest_first = true};

static void full_pages_come_first(void **state) {
  (void)state;
  static const struct {
    int64_t comments, pages;
  } rows[] = {
      {0, 1}, {1, 1}, {50, 1}, {51, 2}, {100, 2}, {101, 3}, {1138, 23}, {10000, 200}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(comment_paging_pages(&oldest, rows[i].comments), rows[i].pages);
    assert_int_equal(comment_paging_home(&oldest, rows[i].comments), 1);
  }
}

/* WordPress shows a single comment below an article whose 51st has just arrived. */
static void the_newest_page_is_never_nearly_empty(void **state) {
  (void)state;
  int64_t first, count;
  for (int64_t n = 25; n < 1000; n++) {
    int64_t home = comment_paging_home(&newest, n);
    comment_paging_slice(&newest, n, home, &first, &count);
    assert_int_equal(home, comment_paging_pages(&newest, n));
    assert_in_range(count, 25, 74);
  }
}

static void one_page_without_a_size(void **state) {
  (void)state;
  const struct settings c = {.page_size = 0};
  int64_t first, count;
  assert_int_equal(comment_paging_pages(&c, 10000), 1);
  assert_int_equal(comment_paging_of(&c, 10000, 9999), 1);
  comment_paging_slice(&c, 10000, 1, &first, &count);
  assert_int_equal(first, 0);
  assert_int_equal(count, 10000);
}

/* Counts the comments off one by one, for many sizes and both orders. */
static void pages_partition_the_comments(void **state) {
  (void)state;
  for (int64_t size = 1; size < 12; size++)
    for (int64_t n = 0; n < 60; n++)
      for (int order = 0; order < 2; order++) {
        const struct settings c = {.page_size = size, .newest_first = order};
        int64_t pages = comment_paging_pages(&c, n), rank = 0;
        for (int64_t page = 1; page <= pages; page++) {
          int64_t first = -1, count = -1;
          comment_paging_slice(&c, n, page, &first, &count);
          assert_int_equal(first, rank);
          if (page < pages)
            assert_int_equal(count, size);
          for (int64_t i = 0; i < count; i++)
            assert_int_equal(comment_paging_of(&c, n, rank++), page);
        }
        assert_int_equal(rank, n);
      }
}

/* Whichever order is set, a full page has the same comments: links to it stay right. */
static void the_order_moves_no_comment_to_another_full_page(void **state) {
  (void)state;
  for (int64_t n = 0; n < 400; n++)
    for (int64_t rank = 0; rank < n; rank++) {
      int64_t page = comment_paging_of(&newest, n, rank);
      if (page < comment_paging_pages(&newest, n))
        assert_int_equal(comment_paging_of(&oldest, n, rank), page);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(full_pages_come_first),
      cmocka_unit_test(the_newest_page_is_never_nearly_empty),
      cmocka_unit_test(one_page_without_a_size),
      cmocka_unit_test(pages_partition_the_comments),
      cmocka_unit_test(the_order_moves_no_comment_to_another_full_page),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
