#include "web/serve.h"

#include <fcntl.h>
#include <signal.h>

#include "fastcgi_client.h"
#include "web/socket.h"

static char *folder, sock_path[100];
static struct child_slot slot;
static int answered;

/* Answers, and asks the loop to end at the second request. */
static void answer(void *context, struct channel *c) {
  (void)context;
  assert_true(atomic_load(&slot.ready));
  assert_true(atomic_load(&slot.started) > 0);
  assert_err(c->write(c, "Status: 200 OK\r\n\r\nhello", 23), OK);
  if (++answered == 2)
    kill(getpid(), SIGTERM);
}

static bool wants_nothing(void *context, struct channel *c) {
  (void)context;
  (void)c;
  return false;
}

/* Nothing is late, and there is room for every form. */
static void refuse(void *context, struct channel *c, enum err why) {
  (void)context;
  (void)c;
  fail_msg("refused: %s", err_name(why));
}

static const struct serve_handler handler = {wants_nothing, answer, refuse, NULL, NULL};

static char order[20];

/* Notes the path's last letter, and asks the loop to end at the form. */
static void note(void *context, struct channel *c) {
  (void)context;
  for (char **p = c->params; *p; p++)
    if (strncmp(*p, "REQUEST_URI=/", 13) == 0) {
      strncat(order, *p + 13, 1);
      if ((*p)[13] == 'a')
        kill(getpid(), SIGTERM);
    }
  assert_err(c->write(c, "Status: 200 OK\r\n\r\nhello", 23), OK);
}

static void requests_are_answered_until_a_signal(void **state) {
  char why[200], body[200];
  int listen_fd = -1;
  bool made = false;
  sigset_t set;
  (void)state;
  folder = support_folder();
  snprintf(sock_path, sizeof sock_path, "%s/sock", folder);
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigprocmask(SIG_BLOCK, &set, NULL);
  assert_err(socket_listen(sock_path, &listen_fd, &made, why, sizeof why), OK);
  int first = fastcgi_client_send(sock_path, "/1", "", false);
  int second = fastcgi_client_send(sock_path, "/2", "", false);
  int third = fastcgi_client_send(sock_path, "/3", "", false);
  assert_err(serve_requests(listen_fd, NULL, &slot, &handler), OK);
  assert_int_equal(answered, 2);
  assert_int_equal(atomic_load(&slot.started), 0);
  assert_true(fastcgi_client_receive(first, body));
  assert_string_equal(body, "hello");
  assert_true(
      fastcgi_client_receive(second, body)); /* the current request is completed */
  close(third);
  close(listen_fd);
}

/* That of the test before: the loop ends at it, but leaves it pending. */
static void discard_signals(void) {
  sigset_t set;
  siginfo_t info;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  while (sigtimedwait(&set, &info, &(struct timespec){0, 0}) > 0)
    continue;
}

/* Forms that wait at the end are still answered. */
static void pages_are_answered_before_forms(void **state) {
  static const struct serve_handler noting = {wants_nothing, note, refuse, NULL, NULL};
  static const char *const requests[][2] = {
      {"/a", "x=1"}, {"/b", "x=2"}, {"/c", ""}, {"/d", ""}};
  enum { COUNT = 4 };
  char why[200], body[200];
  int listen_fd = -1, peers[COUNT];
  bool made = false;
  struct form_queue forms;
  (void)state;
  assert_err(form_queue_open(&forms), OK);
  discard_signals();
  unlink(sock_path);
  assert_err(socket_listen(sock_path, &listen_fd, &made, why, sizeof why), OK);
  for (size_t i = 0; i < COUNT; i++)
    peers[i] = fastcgi_client_send(sock_path, requests[i][0], requests[i][1], false);
  assert_err(serve_requests(listen_fd, &forms, &slot, &noting), OK);
  assert_string_equal(order, "cdab");
  for (size_t i = 0; i < COUNT; i++)
    assert_true(fastcgi_client_receive(peers[i], body));
  form_queue_close(&forms);
  close(listen_fd);
  support_remove(folder);
  free(folder);
}

static void a_broken_socket_ends_the_loop(void **state) {
  int fds[2];
  (void)state;
  discard_signals();
  assert_int_equal(pipe(fds), 0);
  close(fds[0]); /* the other end reports POLLERR */
  assert_err(serve_requests(fds[1], NULL, &slot, &handler), ERR_IO);
  close(fds[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(requests_are_answered_until_a_signal),
      cmocka_unit_test(pages_are_answered_before_forms),
      cmocka_unit_test(a_broken_socket_ends_the_loop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
