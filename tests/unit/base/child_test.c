/* The slots that a supervisor shares with its children. */
#include "base/child.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static void a_slot_is_found_by_its_name(void **state) {
  struct child_slots slots;
  char name[CHILD_SLOT_NAME];
  (void)state;
  assert_err(child_slots_new(&slots, 5), OK);
  assert_true(fcntl(slots.fd, F_GETFD) & FD_CLOEXEC);
  pid_t pid = fork();
  if (pid == 0) {
    struct child_slot *slot = NULL;
    child_slot_name(&slots, &slots.all[3], name);
    if ((fcntl(slots.fd, F_GETFD) & FD_CLOEXEC) || child_slot_open(name, &slot) != OK)
      _exit(1);
    snprintf(slot->why, sizeof slot->why, "a reason");
    atomic_store(&slot->ready, 1);
    _exit(0);
  }
  int status = -1;
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_int_equal(status, 0);
  assert_int_equal(atomic_load(&slots.all[3].ready), 1);
  assert_string_equal(slots.all[3].why, "a reason");
  assert_int_equal(atomic_load(&slots.all[2].ready), 0);
  child_slots_free(&slots);
}

static void other_names_are_refused(void **state) {
  static const char *const names[] = {"", "3", ":", "a:b", "-1:0", "9999:0", "0:0 "};
  struct child_slots slots;
  struct child_slot *slot;
  char name[CHILD_SLOT_NAME];
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (child_slot_open(names[i], &slot) != ERR_INVALID)
      fail_msg("\"%s\"", names[i]);
  assert_err(child_slots_new(&slots, 2), OK);
  snprintf(name, sizeof name, "%d:2", slots.fd);
  assert_err(child_slot_open(name, &slot), ERR_INVALID);
  child_slots_free(&slots);
}

static void signals_that_end_a_child_can_be_read(void **state) {
  sigset_t set, before;
  (void)state;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigprocmask(SIG_BLOCK, &set, &before);
  int fd = child_signals();
  char info[128];
  assert_true(fd >= 0);
  assert_int_equal(read(fd, info, sizeof info), -1);
  kill(getpid(), SIGTERM);
  assert_int_equal(read(fd, info, sizeof info), 128);
  close(fd);
  sigprocmask(SIG_SETMASK, &before, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_slot_is_found_by_its_name),
      cmocka_unit_test(other_names_are_refused),
      cmocka_unit_test(signals_that_end_a_child_can_be_read)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
