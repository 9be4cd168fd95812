#include "web/scheduler.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/child.h"
#include "db/model/article.h"
#include "support_site.h"
#include "web/worker.h"

/* With SIGTERM pending, the scheduler does the due work once and ends. It is a process
 * of its own, because it enters a sandbox. */
static void due_work_is_done_before_a_signal_ends_it(void **state) {
  struct blog *b = *state;
  struct child_slots slots;
  struct worker_context context = {b->site->dir, -1, NULL, NULL};
  struct article_input article = support_article_input("low-tide");
  int status = -1;
  article.status = ARTICLE_FUTURE;
  int64_t id = support_save(b, &article);
  assert_err(child_slots_new(&slots, 1), OK);
  pid_t pid = fork();
  if (pid == 0) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    kill(getpid(), SIGTERM);
    _exit(scheduler_run(&context, &slots.all[0]));
  }
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_int_equal(status, 0);
  assert_int_equal(atomic_load(&slots.all[0].ready), 1);
  assert_int_equal(support_article(b, id).status, ARTICLE_PUBLISH);
  child_slots_free(&slots);
}

static void a_failed_start_is_explained(void **state) {
  struct child_slot slot = {0};
  struct worker_context context = {"/no/such/site", -1, NULL, NULL};
  (void)state;
  assert_int_equal(scheduler_run(&context, &slot), EX_CONFIG);
  assert_true(slot.why[0]);
  assert_int_equal(atomic_load(&slot.ready), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(due_work_is_done_before_a_signal_ends_it),
      cmocka_unit_test(a_failed_start_is_explained),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
