#include "site/mail/handover.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "support.h"

static char *folder;

static int set_up(void **state) {
  (void)state;
  folder = support_folder();
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  free(folder);
  return 0;
}

/* A script as the mail system. */
static void script(const char *text) {
  char path[200], all[2000];
  snprintf(all, sizeof all, "#!/bin/sh\n%s\n", text);
  support_write(folder, "mta", all);
  snprintf(path, sizeof path, "%s/mta", folder);
  assert_int_equal(chmod(path, 0700), 0);
}

static int open_in(const char *name, int flags) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  int fd = open(path, flags | O_CLOEXEC, 0600);
  assert_true(fd >= 0);
  return fd;
}

static const char *text_of(const char *name) {
  static char text[4000];
  int fd = open_in(name, O_RDONLY);
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  text[n > 0 ? n : 0] = '\0';
  return text;
}

static struct handover with(const char *command) {
  support_write(folder, "message", "Subject: x\n\nbody\n");
  return (struct handover){.command = command,
      .folder = folder,
      .message = open_in("message", O_RDONLY),
      .record = open_in("record", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND),
      .lock = -1,
      .timeout_ms = 10000};
}

static pid_t begin(struct handover *h) {
  pid_t wrapper = 0;
  assert_err(handover_start(h, &wrapper), OK);
  close(h->message);
  close(h->record);
  return wrapper;
}

static struct handover_outcome outcome(void) {
  struct handover_outcome o;
  int record = open_in("record", O_RDONLY);
  assert_err(handover_read(record, &o), OK);
  close(record);
  return o;
}

static struct handover_outcome run(struct handover h) {
  waitpid(begin(&h), NULL, 0);
  return outcome();
}

static void the_command_gets_the_mail(void **state) {
  (void)state;
  script("pwd > where; echo \"$@\" > words; cat > got; echo queued");
  struct handover h = with("./mta  -t\t-i");
  /* It is read from its beginning. */
  lseek(h.message, 5, SEEK_SET);
  h.bounce = "bounce@example.org";
  struct handover_outcome o = run(h);
  assert_int_equal(o.end, HANDOVER_ENDED);
  assert_int_equal(o.code, 0);
  assert_string_equal(o.reason, "queued");
  assert_int_equal(handover_judge(&o), HANDOVER_ACCEPTED);
  assert_string_equal(text_of("got"), "Subject: x\n\nbody\n");
  assert_string_equal(text_of("words"), "-t -i -f bounce@example.org\n");
  assert_memory_equal(text_of("where"), folder, strlen(folder));
}

static void what_it_prints_is_one_printable_line(void **state) {
  (void)state;
  script("printf '  550  no\\nsuch\\ttable \\033[31m\\000end\\n' >&2; exit 67");
  struct handover_outcome o = run(with("./mta"));
  assert_int_equal(o.code, EX_NOUSER);
  assert_string_equal(o.reason, "550 no such table \\u{1b}[31m end");
  assert_int_equal(handover_judge(&o), HANDOVER_REFUSED);
  /* Much more than a pipe holds. */
  script("i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789;"
         " i=$((i+1)); done; exit 75");
  o = run(with("./mta"));
  assert_int_equal(o.code, EX_TEMPFAIL);
  assert_int_equal(strlen(o.reason), HANDOVER_REASON - 1);
  assert_int_equal(handover_judge(&o), HANDOVER_LATER);
}

static void exit_codes(void **state) {
  static const struct {
    int code;
    enum handover_verdict verdict;
  } cases[] = {{0, HANDOVER_ACCEPTED}, {EX_USAGE, HANDOVER_REFUSED},
      {EX_DATAERR, HANDOVER_REFUSED}, {EX_NOUSER, HANDOVER_REFUSED},
      {EX_NOHOST, HANDOVER_REFUSED}, {EX_UNAVAILABLE, HANDOVER_LATER},
      {EX_OSERR, HANDOVER_LATER}, {EX_TEMPFAIL, HANDOVER_LATER},
      {EX_NOPERM, HANDOVER_LATER}, {EX_CONFIG, HANDOVER_LATER}, {1, HANDOVER_LATER},
      {127, HANDOVER_LATER}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const struct handover_outcome o = {HANDOVER_ENDED, cases[i].code, ""};
    assert_int_equal(handover_judge(&o), cases[i].verdict);
  }
}

static void a_command_that_does_not_exist(void **state) {
  (void)state;
  struct handover_outcome o = run(with("/nonexistent/sendmail -t"));
  assert_int_equal(o.code, 127);
  assert_string_equal(
      o.reason, "cannot run /nonexistent/sendmail: No such file or directory");
  assert_int_equal(handover_judge(&o), HANDOVER_LATER);
}

static void a_command_that_takes_too_long(void **state) {
  (void)state;
  script("trap 'echo tidied; exit 75' TERM; echo waiting; sleep 60 & wait");
  struct handover h = with("./mta");
  h.timeout_ms = 200;
  struct handover_outcome o = run(h);
  /* It has ended by itself when it was asked to. */
  assert_int_equal(o.end, HANDOVER_ENDED);
  assert_int_equal(o.code, 75);
  assert_string_equal(o.reason, "waiting tidied");
  script("exec sleep 60");
  h = with("./mta");
  h.timeout_ms = 100;
  o = run(h);
  assert_int_equal(o.end, HANDOVER_TIMEOUT);
  assert_int_equal(handover_judge(&o), HANDOVER_LATER);
}

/* Others than the wrapper may have killed it after it had accepted the mail. */
static void a_command_that_is_killed(void **state) {
  (void)state;
  script("kill -9 $$");
  struct handover_outcome o = run(with("./mta"));
  assert_int_equal(o.end, HANDOVER_KILLED);
  assert_int_equal(o.code, SIGKILL);
  assert_int_equal(handover_judge(&o), HANDOVER_IN_DOUBT);
}

static void wait_for(const char *name) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  for (int i = 0; access(path, F_OK) != 0; i++) {
    assert_true(i < 2000);
    nanosleep(&(struct timespec){0, 5000000}, NULL);
  }
}

static void a_wrapper_that_is_killed_leaves_a_doubt(void **state) {
  (void)state;
  script("echo > begun; sleep 1");
  struct handover h = with("./mta");
  pid_t wrapper = begin(&h);
  wait_for("begun");
  kill(wrapper, SIGKILL);
  waitpid(wrapper, NULL, 0);
  struct handover_outcome o = outcome();
  assert_int_equal(o.end, HANDOVER_UNKNOWN);
  assert_int_equal(handover_judge(&o), HANDOVER_IN_DOUBT);
}

static void an_empty_record_says_that_nothing_has_begun(void **state) {
  (void)state;
  close(open_in("record", O_WRONLY | O_CREAT | O_TRUNC));
  struct handover_outcome o = outcome();
  assert_int_equal(o.end, HANDOVER_NOT_BEGUN);
  assert_int_equal(handover_judge(&o), HANDOVER_LATER);
  support_write(folder, "record", "begun\nexit 0\nqueu");
  assert_int_equal(outcome().end, HANDOVER_UNKNOWN);
}

/* The mail system gets what is meant for it, and no lock or socket of the service. */
static void descriptors(void **state) {
  (void)state;
  script("ls /proc/$$/fd | tr '\\n' ' ' > open; cat > /dev/null; [ -e /proc/$$/fd/3 ]");
  struct handover h = with("./mta");
  int open_one = open_in("message", O_RDONLY);
  /* As a program without FD_CLOEXEC may have left it. */
  fcntl(open_one, F_SETFD, 0);
  h.lock = open_in("message", O_RDONLY);
  struct handover_outcome o = run(h);
  close(h.lock);
  close(open_one);
  assert_int_equal(o.code, 0);
  /* 10 or 255 is the script itself. */
  const char *fds = text_of("open");
  assert_memory_equal(fds, "0 1 ", 4);
  assert_null(strstr(fds, "20"));
  assert_null(strstr(fds, "21"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_command_gets_the_mail, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          what_it_prints_is_one_printable_line, set_up, tear_down),
      cmocka_unit_test(exit_codes),
      cmocka_unit_test_setup_teardown(a_command_that_does_not_exist, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_command_that_takes_too_long, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_command_that_is_killed, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_wrapper_that_is_killed_leaves_a_doubt, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          an_empty_record_says_that_nothing_has_begun, set_up, tear_down),
      cmocka_unit_test_setup_teardown(descriptors, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
