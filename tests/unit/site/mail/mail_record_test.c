#include "site/mail/mail_record.h"

#include <unistd.h>

#include "support_site.h"

static void there_is_one_sender(void **state) {
  struct blog *b = *state;
  int first = -1, second = -1;
  assert_err(mail_record_own(b->site->dir, &first), OK);
  assert_err(mail_record_own(b->site->dir, &second), ERR_BUSY);
  close(first);
  assert_err(mail_record_own(b->site->dir, &second), OK);
  close(second);
}

static void a_record_is_read_when_its_writer_is_gone(void **state) {
  struct blog *b = *state;
  const char *dir = b->site->dir;
  struct mail_record r, again;
  struct handover_outcome o;
  int lock = -1;
  assert_err(mail_record_own(dir, &lock), OK);
  assert_err(mail_record_read(dir, 7, &o), OK);
  /* The machine may have lost it. */
  assert_int_equal(o.end, HANDOVER_UNKNOWN);
  assert_err(mail_record_create(dir, 7, &r), OK);
  assert_err(mail_record_create(dir, 7, &again), ERR_EXISTS);
  assert_err(mail_record_read(dir, 7, &o), ERR_BUSY);
  assert_int_equal(write(r.file, "begun\n", 6), 6);
  assert_err(mail_record_read(dir, 7, &o), ERR_BUSY);
  assert_int_equal(write(r.file, "exit 75\nlater\nend\n", 18), 18);
  /* Known, although a process in the background has the lock. */
  assert_err(mail_record_read(dir, 7, &o), OK);
  assert_int_equal(o.code, 75);
  mail_record_close(&r);
  assert_err(mail_record_read(dir, 7, &o), OK);
  assert_string_equal(o.reason, "later");
  mail_record_remove(dir, 7);
  assert_err(mail_record_create(dir, 7, &r), OK);
  mail_record_close(&r);
  assert_err(mail_record_read(dir, 7, &o), OK);
  assert_int_equal(o.end, HANDOVER_NOT_BEGUN);
  close(lock);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(there_is_one_sender),
      support_site_test(a_record_is_read_when_its_writer_is_gone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
