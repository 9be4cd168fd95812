#include "db/invalidation.h"

#include "fail_alloc.h"
#include "support.h"

static void a_list_is_kept_once_with_its_range(void **state) {
  struct invalidation set = {.count = 0};
  const struct txn_invalidated first = {
      .kind = DEP_LISTING, .id = 3, .newest = 50, .oldest = 50, .delta = 1};
  const struct txn_invalidated second = {
      .kind = DEP_LISTING, .id = 3, .newest = 20, .oldest = 20, .delta = -1};
  (void)state;
  assert_err(invalidation_add(&set, &first), OK);
  assert_err(invalidation_add(&set, &second), OK);
  assert_int_equal(set.count, 1);
  assert_int_equal(set.items[0].newest, 50);
  assert_int_equal(set.items[0].oldest, 20);
  assert_int_equal(set.items[0].delta, 0);
  invalidation_free(&set);
}

static void paths_are_copied_and_compared(void **state) {
  struct invalidation set = {.count = 0};
  char path[] = "/a/";
  const struct txn_invalidated item = {.kind = DEP_PATH, .path = path};
  (void)state;
  assert_err(invalidation_add(&set, &item), OK);
  path[1] = 'b';
  assert_err(invalidation_add(&set, &item), OK);
  assert_err(invalidation_add(&set, &item), OK);
  assert_int_equal(set.count, 2);
  assert_string_equal(set.items[0].path, "/a/");
  assert_string_equal(set.items[1].path, "/b/");
  invalidation_free(&set);
}

static void too_many_keys_invalidate_everything(void **state) {
  struct invalidation set = {.count = 0};
  (void)state;
  for (int i = 0; i < INVALIDATION_MOST; i++)
    assert_err(invalidation_add(
                   &set, &(struct txn_invalidated){.kind = DEP_ARTICLE, .id = i + 1}),
        OK);
  assert_false(set.all);
  assert_err(
      invalidation_add(&set, &(struct txn_invalidated){.kind = DEP_ARTICLE, .id = 1}),
      OK);
  assert_false(set.all);
  assert_err(invalidation_add(
                 &set, &(struct txn_invalidated){.kind = DEP_ARTICLE, .id = 5000}),
      OK);
  assert_true(set.all);
  assert_int_equal(set.count, INVALIDATION_MOST);
  invalidation_clear(&set);
  assert_false(set.all);
  assert_int_equal(set.count, 0);
  invalidation_free(&set);
}

static void add(struct invalidation *set, int64_t id, int64_t key, int delta) {
  const struct txn_invalidated item = {
      .kind = DEP_LISTING, .id = id, .newest = key, .oldest = key, .delta = delta};
  assert_err(invalidation_add(set, &item), OK);
}

static void add_path(struct invalidation *set, char *path) {
  const struct txn_invalidated item = {.kind = DEP_PATH, .path = path};
  assert_err(invalidation_add(set, &item), OK);
}

static void a_part_can_be_undone(void **state) {
  struct invalidation set = {.count = 0};
  (void)state;
  add(&set, 1, 50, 1);
  struct invalidation_mark outer = invalidation_begin(&set);
  add(&set, 1, 60, 1);
  add(&set, 2, 7, 1);
  struct invalidation_mark inner = invalidation_begin(&set);
  add(&set, 1, 70, 1);
  add(&set, 1, 10, 1);
  add(&set, 2, 3, 1);
  add_path(&set, (char[]){"/a/"});
  set.all = true;
  invalidation_undo(&set, &inner);
  assert_int_equal(set.count, 2);
  assert_false(set.all);
  assert_int_equal(set.items[0].newest, 60);
  assert_int_equal(set.items[0].oldest, 50);
  assert_int_equal(set.items[0].delta, 2);
  assert_int_equal(set.items[1].oldest, 7);
  inner = invalidation_begin(&set);
  add(&set, 2, 9, 1);
  invalidation_keep(&set, &inner);
  assert_int_equal(set.items[1].newest, 9);
  invalidation_undo(&set, &outer);
  assert_int_equal(set.count, 1);
  assert_int_equal(set.items[0].newest, 50);
  assert_int_equal(set.items[0].delta, 1);
  add(&set, 1, 51, 1);
  assert_int_equal(set.items[0].delta, 2);
  invalidation_free(&set);
}

static enum err add_in_part(void *context) {
  struct invalidation set = {.count = 0};
  const struct txn_invalidated item = {.kind = DEP_LISTING, .id = 1, .delta = 1};
  (void)context;
  enum err e = invalidation_add(&set, &item);
  struct invalidation_mark mark = invalidation_begin(&set);
  if (!e && (e = invalidation_add(&set, &item)) != OK)
    assert_int_equal(set.items[0].delta, 1);
  invalidation_undo(&set, &mark);
  invalidation_free(&set);
  return e;
}

static enum err add_two(void *context) {
  struct invalidation set = {.count = 0};
  const struct txn_invalidated item = {.kind = DEP_PATH, .path = (char[]){"/a/"}};
  (void)context;
  enum err e = invalidation_add(&set, &item);
  if (e)
    assert_int_equal(set.count, 0);
  invalidation_free(&set);
  return e;
}

static void out_of_memory_leaves_the_set_unchanged(void **state) {
  (void)state;
  assert_true(fail_alloc_each(add_two, NULL) > 0);
  assert_true(fail_alloc_each(add_in_part, NULL) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_is_kept_once_with_its_range),
      cmocka_unit_test(paths_are_copied_and_compared),
      cmocka_unit_test(too_many_keys_invalidate_everything),
      cmocka_unit_test(a_part_can_be_undone),
      cmocka_unit_test(out_of_memory_leaves_the_set_unchanged)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
