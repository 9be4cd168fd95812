#include "web/worker.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "support_site.h"

/* In a process of its own, which enters a sandbox. */
static void run_cgi(void *dir) {
  int status = -1;
  pid_t pid = fork();
  if (pid == 0) {
    setenv("REQUEST_METHOD", "GET", 1);
    setenv("REQUEST_URI", "/", 1);
    int code = worker_run_cgi(dir);
    fflush(stdout);
    _exit(code);
  }
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_int_equal(status, 0);
}

/* Plain CGI has no scheduler: an article that is due is published by the request. */
static void plain_cgi_publishes_what_is_due(void **state) {
  struct blog *b = *state;
  struct article_input article = support_article_input("low-tide");
  article.status = ARTICLE_FUTURE;
  article.published_at = SUPPORT_DATE;
  support_save(b, &article);
  const char *text = support_written(stdout, run_cgi, (void *)(size_t)b->site->dir);
  assert_memory_equal(text, "Status: 200 OK\r\n", 16);
  assert_non_null(strstr(text, "low-tide"));
}

static void a_site_that_cannot_be_opened_is_answered(void **state) {
  (void)state;
  const char *text = support_written(stdout, run_cgi, (char[]){"/no/such/site"});
  assert_memory_equal(text, "Status: 503", 11);
}

static void a_failed_start_is_explained(void **state) {
  struct child_slot slot = {0};
  struct worker_context context = {"/no/such/site", -1, NULL, NULL};
  (void)state;
  assert_int_equal(worker_run(&context, &slot), EX_CONFIG);
  assert_non_null(strstr(slot.why, "/no/such/site"));
  assert_int_equal(atomic_load(&slot.ready), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(plain_cgi_publishes_what_is_due),
      cmocka_unit_test(a_site_that_cannot_be_opened_is_answered),
      cmocka_unit_test(a_failed_start_is_explained),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
