#include "db/model/mail.h"

#include "fail_alloc.h"
#include "site/site_open.h"
#include "support_site.h"

static const struct mail hello = {.kind = "hello",
    .recipient = "ada@example.org",
    .comment_id = 3,
    .due_at = 10,
    .created_at = 5};

struct setting {
  int64_t id;
  enum mail_state state;
  int64_t due_at;
};

static enum err add(struct db *s, void *context) {
  return mail_add(s, &hello, context);
}

static enum err start(struct db *s, void *context) {
  return mail_start(s, *(const int64_t *)context, "1.abc@example.org", 20);
}

static enum err start_again(struct db *s, void *context) {
  return mail_start(s, *(const int64_t *)context, "other@example.org", 30);
}

static enum err set(struct db *s, void *context) {
  const struct setting *w = context;
  return mail_set(s, w->id, w->state, "450 later", w->due_at, 25);
}

static enum err retry(struct db *s, void *context) {
  return mail_retry(s, *(const int64_t *)context, 40);
}

static enum err drop(struct db *s, void *context) {
  return mail_remove(s, *(const int64_t *)context);
}

static enum err forget(struct db *s, void *context) {
  return mail_forget(s, *(const int64_t *)context);
}

static struct site *open_sender(struct blog *b) {
  struct site *sender = NULL;
  char why[400];
  assert_err(site_open(&sender, b->site->dir, ROLE_SENDER, why, sizeof why), OK);
  return sender;
}

static int64_t queue(struct site *sender) {
  int64_t id = 0;
  assert_err(txn_write(sender->db, add, &id), OK);
  assert_true(id > 0);
  return id;
}

static void a_mail_is_sent_at_its_second_attempt(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  struct mail m;
  bool found = true;
  int64_t id = queue(sender), counts[MAIL_STATES];
  assert_err(mail_due(sender->db, b->arena, 9, 1000, &m, &found), OK);
  assert_false(found);
  assert_err(mail_due(sender->db, b->arena, 10, 1000, &m, &found), OK);
  assert_true(found);
  assert_int_equal(m.id, id);
  assert_string_equal(m.kind, "hello");
  assert_string_equal(m.recipient, "ada@example.org");
  assert_string_equal(m.message_id, "");
  assert_int_equal(m.comment_id, 3);
  assert_err(txn_write(sender->db, start, &id), OK);
  assert_err(txn_write(sender->db, start, &id), ERR_NOT_FOUND);
  assert_err(mail_due(sender->db, b->arena, 10, 1000, &m, &found), OK);
  assert_false(found);
  struct setting later = {id, MAIL_QUEUED, 60}, sent = {id, MAIL_SENT, 0};
  assert_err(txn_write(sender->db, set, &later), OK);
  assert_err(mail_by_id(sender->db, b->arena, id, &m), OK);
  assert_int_equal(m.state, MAIL_QUEUED);
  assert_int_equal(m.due_at, 60);
  assert_int_equal(m.changed_at, 25);
  assert_int_equal(m.attempts, 1);
  assert_string_equal(m.reason, "450 later");
  assert_err(txn_write(sender->db, start_again, &id), OK);
  assert_err(txn_write(sender->db, set, &sent), OK);
  /* It keeps the Message-ID, by which a mail system recognizes it. */
  assert_err(mail_by_message_id(b->site->db, b->arena, "1.abc@example.org", &m), OK);
  assert_int_equal(m.state, MAIL_SENT);
  assert_int_equal(m.attempts, 2);
  assert_err(mail_count(b->site->db, counts), OK);
  assert_int_equal(counts[MAIL_SENT], 1);
  assert_int_equal(counts[MAIL_QUEUED], 0);
  site_close(sender);
}

static void nobody_is_told_twice(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  int64_t id = queue(sender), again = 5;
  assert_err(txn_write(sender->db, add, &again), OK);
  assert_int_equal(again, 0);
  /* The ID makes the Message-ID, so it is not used again. */
  assert_err(txn_write(sender->db, drop, &id), OK);
  assert_true(queue(sender) > id);
  site_close(sender);
}

static void a_time_of_before_the_clock_was_set_back_is_due(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  struct mail m;
  bool found = true;
  queue(sender);
  assert_err(mail_due(sender->db, b->arena, 1, 10, &m, &found), OK);
  assert_false(found);
  assert_err(mail_due(sender->db, b->arena, 1, 9, &m, &found), OK);
  assert_true(found);
  site_close(sender);
}

static void a_person_sends_again_what_failed(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  struct mail m;
  int64_t id = queue(sender), none = id + 1;
  struct setting failed = {id, MAIL_FAILED, 0};
  assert_err(txn_write(b->site->db, retry, &none), ERR_NOT_FOUND);
  assert_err(txn_write(b->site->db, retry, &id), ERR_INVALID);
  assert_err(txn_write(sender->db, set, &failed), OK);
  assert_err(txn_write(b->site->db, retry, &id), OK);
  assert_err(mail_by_id(b->site->db, b->arena, id, &m), OK);
  assert_int_equal(m.state, MAIL_QUEUED);
  assert_int_equal(m.attempts, 0);
  assert_int_equal(m.due_at, 40);
  site_close(sender);
}

static enum err count_visit(void *context, const struct mail *mail) {
  *(int *)context += mail->id > 0;
  return OK;
}

static int number_of(struct blog *b, enum mail_state state) {
  int n = 0;
  assert_err(mail_each(b->site->db, b->arena, state, count_visit, &n), OK);
  return n;
}

static void only_what_is_done_with_is_forgotten(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  int64_t id = queue(sender), before = 100, early = 25;
  struct setting sent = {id, MAIL_SENT, 0};
  assert_err(txn_write(sender->db, forget, &before), OK);
  assert_int_equal(number_of(b, MAIL_QUEUED), 1);
  assert_err(txn_write(sender->db, set, &sent), OK);
  assert_int_equal(number_of(b, MAIL_QUEUED), 0);
  assert_err(txn_write(sender->db, forget, &early), OK);
  assert_int_equal(number_of(b, MAIL_STATES), 1);
  assert_err(txn_write(sender->db, forget, &before), OK);
  assert_int_equal(number_of(b, MAIL_STATES), 0);
  site_close(sender);
}

static enum err hold(struct db *s, void *context) {
  (void)context;
  return mail_hold_all(s, 50);
}

/* What waits in a backup may have been sent after it was made. */
static void a_backup_sends_nothing_again(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  struct mail m;
  bool found = true;
  int64_t id = queue(sender);
  assert_err(txn_write(b->site->db, hold, NULL), OK);
  assert_err(mail_due(sender->db, b->arena, 100, 1000, &m, &found), OK);
  assert_false(found);
  assert_err(mail_by_id(sender->db, b->arena, id, &m), OK);
  assert_int_equal(m.state, MAIL_UNKNOWN);
  assert_non_null(strstr(m.reason, "backup"));
  assert_err(txn_write(b->site->db, retry, &id), OK);
  site_close(sender);
}

static void the_sender_notices_writers(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  int64_t first = 0, second = 0, third = 0;
  assert_err(mail_data_version(sender->db, &first), OK);
  assert_err(mail_data_version(sender->db, &second), OK);
  assert_int_equal(first, second);
  assert_err(txn_write(b->web->db, forget, &first), ERR_DENIED);
  const struct article_input input = support_article_input("a");
  support_save(b, &input);
  assert_err(mail_data_version(sender->db, &third), OK);
  assert_int_not_equal(second, third);
  site_close(sender);
}

static void the_web_reads_no_address(void **state) {
  struct blog *b = *state;
  struct mail m;
  int64_t id = 1;
  bool found;
  assert_err(mail_by_id(b->web->db, b->arena, 1, &m), ERR_DENIED);
  assert_err(mail_due(b->web->db, b->arena, 1, 2, &m, &found), ERR_DENIED);
  assert_err(txn_write(b->web->db, add, &id), ERR_DENIED);
}

static enum err read_all(void *context) {
  struct blog *b = context;
  int n = 0;
  arena_reset(b->arena);
  return mail_each(b->site->db, b->arena, MAIL_STATES, count_visit, &n);
}

static void without_memory_nothing_is_read(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  queue(sender);
  fail_alloc_each(read_all, b);
  site_close(sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_mail_is_sent_at_its_second_attempt),
      support_site_test(nobody_is_told_twice),
      support_site_test(a_time_of_before_the_clock_was_set_back_is_due),
      support_site_test(a_person_sends_again_what_failed),
      support_site_test(only_what_is_done_with_is_forgotten),
      support_site_test(a_backup_sends_nothing_again),
      support_site_test(the_sender_notices_writers),
      support_site_test(the_web_reads_no_address),
      support_site_test(without_memory_nothing_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
