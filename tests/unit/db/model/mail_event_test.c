#include "db/model/mail_event.h"

#include "site/site_open.h"
#include "support_site.h"

static enum err add_two(struct db *s, void *context) {
  const struct mail_event first = {0, "first", 3, 0, 10},
                          second = {0, "second", 0, 4, 11};
  (void)context;
  enum err e = mail_event_add(s, &first);
  return e ? e : mail_event_add(s, &second);
}

static enum err take_one(struct db *s, void *context) {
  return mail_event_remove(s, *(const int64_t *)context);
}

static struct site *open_sender(struct blog *b) {
  struct site *sender = NULL;
  char why[400];
  assert_err(site_open(&sender, b->site->dir, ROLE_SENDER, why, sizeof why), OK);
  return sender;
}

static void events_are_read_in_their_order(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  struct mail_event event;
  bool found = true;
  assert_err(mail_event_next(sender->db, b->arena, &event, &found), OK);
  assert_false(found);
  assert_err(txn_write(b->web->db, add_two, NULL), OK);
  assert_err(mail_event_next(sender->db, b->arena, &event, &found), OK);
  assert_true(found);
  assert_string_equal(event.kind, "first");
  assert_int_equal(event.comment_id, 3);
  assert_int_equal(event.created_at, 10);
  assert_err(txn_write(sender->db, take_one, &event.id), OK);
  assert_err(mail_event_next(sender->db, b->arena, &event, &found), OK);
  assert_true(found);
  assert_string_equal(event.kind, "second");
  assert_int_equal(event.subject_id, 4);
  site_close(sender);
}

/* An event may say who follows what. */
static void the_web_reads_no_event(void **state) {
  struct blog *b = *state;
  struct mail_event event;
  bool found;
  int64_t id = 1;
  assert_err(mail_event_next(b->web->db, b->arena, &event, &found), ERR_DENIED);
  assert_err(txn_write(b->web->db, take_one, &id), ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(events_are_read_in_their_order),
      support_site_test(the_web_reads_no_event),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
