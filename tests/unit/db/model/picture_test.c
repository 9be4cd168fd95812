#include "db/model/picture.h"

#include "support_site.h"

static enum err put(struct db *s, void *context) {
  return picture_put(s, context);
}

static enum err drop(struct db *s, void *context) {
  return picture_drop(s, context);
}

static void rows_are_found_replaced_and_dropped(void **state) {
  struct blog *b = *state;
  struct picture p = {"b.jpg", 10, 20, "1 webp", 800, 600, "abc", "webp:400", ""}, out;
  struct picture other = {"c/d.png", 1, 2, "1 webp", 0, 0, "def", "", "is empty"};
  bool found = true, used = false;
  assert_err(picture_find(b->web->db, b->arena, "b.jpg", &out), ERR_NOT_FOUND);
  assert_err(txn_write(b->web->db, put, &p), ERR_DENIED);
  assert_err(txn_write(b->site->db, put, &p), OK);
  assert_err(txn_write(b->site->db, put, &other), OK);
  p.width = 900;
  assert_err(txn_write(b->site->db, put, &p), OK);
  assert_err(picture_find(b->web->db, b->arena, "b.jpg", &out), OK);
  assert_int_equal(out.width, 900);
  assert_int_equal(out.changed, 20);
  assert_string_equal(out.copies, "webp:400");
  assert_err(picture_has_hash(b->site->db, "def", &used), OK);
  assert_true(used);
  assert_err(picture_has_hash(b->site->db, "ghi", &used), OK);
  assert_false(used);
  assert_err(picture_next(b->site->db, b->arena, "", &found, &out), OK);
  assert_string_equal(out.name, "b.jpg");
  assert_err(picture_next(b->site->db, b->arena, "b.jpg", &found, &out), OK);
  assert_string_equal(out.fault, "is empty");
  assert_true(found);
  assert_err(picture_next(b->site->db, b->arena, "c/d.png", &found, &out), OK);
  assert_false(found);
  char name[] = "b.jpg";
  assert_err(txn_write(b->site->db, drop, name), OK);
  assert_err(picture_find(b->web->db, b->arena, "b.jpg", &out), ERR_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(rows_are_found_replaced_and_dropped)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
