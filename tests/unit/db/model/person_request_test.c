#include "db/model/person_request.h"

#include "db/txn.h"
#include "site/site_open.h"
#include "support_site.h"

static enum err add(struct db *s, void *context) {
  return person_request_add(s, context);
}

static enum err set_mailed(struct db *s, void *context) {
  return person_request_set_mailed(s, *(int64_t *)context, 100);
}

static enum err remove_one(struct db *s, void *context) {
  return person_request_remove(s, *(int64_t *)context);
}

static enum err expire(struct db *s, void *context) {
  const int64_t *at = context;
  return person_request_expire(s, at[0], at[1]);
}

static void a_request_is_answered_once(void **state) {
  struct blog *b = *state;
  struct site *sender = support_sender(b);
  struct person_request in = {
      .address = "ada@example.org", .wish = PERSON_WISH_ERASE, .created_at = 50};
  struct person_request r = {0};
  bool mailed = true;
  assert_err(person_request_next(sender->db, b->arena, &r), ERR_NOT_FOUND);
  assert_err(txn_write(b->web->db, add, &in), OK);
  assert_err(person_request_next(b->web->db, b->arena, &r), ERR_DENIED);
  assert_err(person_request_next(sender->db, b->arena, &r), OK);
  assert_string_equal(r.address, "ada@example.org");
  assert_int_equal(r.wish, PERSON_WISH_ERASE);
  assert_int_equal(r.created_at, 50);
  assert_err(person_request_was_mailed(sender->db, r.address, 0, 1000, &mailed), OK);
  assert_false(mailed);
  assert_err(txn_write(sender->db, set_mailed, &r.id), OK);
  assert_err(person_request_was_mailed(sender->db, r.address, 99, 100, &mailed), OK);
  assert_true(mailed);
  assert_err(person_request_was_mailed(sender->db, r.address, 100, 1000, &mailed), OK);
  assert_false(mailed);
  assert_err(person_request_next(sender->db, b->arena, &in), ERR_NOT_FOUND);
  assert_err(person_request_by_id(sender->db, b->arena, r.id, &in), OK);
  assert_err(txn_write(sender->db, remove_one, &r.id), OK);
  assert_err(person_request_by_id(sender->db, b->arena, r.id, &in), ERR_NOT_FOUND);
  site_close(sender);
}

static void requests_expire(void **state) {
  struct blog *b = *state;
  struct site *sender = support_sender(b);
  struct person_request in = {.address = "ada@example.org"};
  for (int64_t at = 10; at <= 40; at += 10) {
    in.created_at = at;
    assert_err(txn_write(b->web->db, add, &in), OK);
  }
  assert_err(txn_write(sender->db, expire, &(int64_t[]){20, 30}), OK);
  assert_int_equal(support_number(b, "SELECT sum(created_at) FROM person_request"), 50);
  site_close(sender);
}

static void wishes_have_words(void **state) {
  enum person_wish wish = PERSON_WISH_COPY;
  (void)state;
  assert_true(person_wish_find(person_wish_name(PERSON_WISH_ERASE), &wish));
  assert_int_equal(wish, PERSON_WISH_ERASE);
  assert_false(person_wish_find("", &wish));
  assert_false(person_wish_find(NULL, &wish));
  assert_int_equal(wish, PERSON_WISH_ERASE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_request_is_answered_once),
      support_site_test(requests_expire),
      cmocka_unit_test(wishes_have_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
