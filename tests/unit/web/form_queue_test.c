#include "web/form_queue.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "fastcgi_client.h"
#include "web/socket.h"

/* More than fit in, on any system. */
enum { MOST = 5000 };

static char *folder, sock_path[100];
static int listen_fd;
static struct form_queue queue;

static int set_up(void **state) {
  char why[200];
  bool made;
  (void)state;
  folder = support_folder();
  snprintf(sock_path, sizeof sock_path, "%s/sock", folder);
  return form_queue_open(&queue) ||
         socket_listen(sock_path, &listen_fd, &made, why, sizeof why);
}

static int tear_down(void **state) {
  (void)state;
  form_queue_close(&queue);
  close(listen_fd);
  support_remove(folder);
  free(folder);
  return 0;
}

/* Bytes of a body that arrives in more than one piece. */
enum { PIECES = 40000 };

/* A form that has arrived; *peer is the end of the web server. */
static struct fastcgi *form(const char *body, int *peer) {
  struct fastcgi *f = NULL;
  struct channel c;
  *peer = fastcgi_client_send(sock_path, "/comment/", body, false);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
  assert_true(fastcgi_has_body(f));
  /* As a worker does that asks whether the rest of the body is wanted. */
  if (strlen(body) > PIECES)
    fastcgi_channel(f, &c);
  return f;
}

/* Answers with the body that was sent. */
static void answer(struct fastcgi *f) {
  char body[200];
  struct channel c;
  fastcgi_channel(f, &c);
  long n = c.read(&c, body, sizeof body);
  assert_true(n > 0);
  assert_err(c.write(&c, "Status: 200 OK\r\n\r\n", 18), OK);
  assert_err(c.write(&c, body, (size_t)n), OK);
  fastcgi_finish(f);
  assert_err(fastcgi_send(f), OK);
  fastcgi_close(f);
}

static void the_oldest_is_taken_first(void **state) {
  static const char *const bodies[] = {"a=1", "b=2", "c=3"};
  int peers[3];
  char text[200];
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count = 0;
  (void)state;
  assert_err(form_queue_take(&queue, f, &count), ERR_NOT_FOUND);
  for (size_t i = 0; i < 3; i++)
    assert_err(form_queue_put(&queue, form(bodies[i], &peers[i])), OK);
  queue.group = 2;
  for (size_t i = 0; i < 3; i += count) {
    assert_err(form_queue_take(&queue, f, &count), OK);
    assert_int_equal(count, i ? 1 : 2);
    for (size_t k = 0; k < count; k++)
      answer(f[k]);
    form_queue_done(&queue);
    for (size_t k = 0; k < count; k++) {
      assert_true(fastcgi_client_receive(peers[i + k], text));
      assert_string_equal(text, bodies[i + k]);
    }
  }
  assert_err(form_queue_take(&queue, f, &count), ERR_NOT_FOUND);
}

/* What is taken together is kept in memory together. */
static void large_forms_are_taken_in_smaller_groups(void **state) {
  enum { SIZE = 60000, FIT = FORM_QUEUE_BYTES / SIZE + 1, COUNT = FIT + 3 };
  struct fastcgi *f[FORM_QUEUE_GROUP];
  int peers[COUNT];
  size_t count = 0;
  char *body = malloc(SIZE + 1);
  (void)state;
  assert_non_null(body);
  memset(body, 'a', SIZE);
  body[SIZE] = 0;
  queue.group = FORM_QUEUE_GROUP;
  for (size_t i = 0; i < COUNT; i++)
    assert_err(form_queue_put(&queue, form(body, &peers[i])), OK);
  for (size_t left = COUNT; left; left -= count) {
    assert_err(form_queue_take(&queue, f, &count), OK);
    assert_int_equal(count, left == COUNT ? FIT : 3);
    for (size_t k = 0; k < count; k++)
      fastcgi_close(f[k]);
    form_queue_done(&queue);
  }
  for (size_t i = 0; i < COUNT; i++)
    close(peers[i]);
  free(body);
}

/* Takes a form in another process, and is killed before the answer. */
static pid_t killed_later(int ready) {
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count;
  pid_t pid = fork();
  if (pid == 0) {
    queue.turn = -1;
    queue.group = 1;
    enum err e = form_queue_take(&queue, f, &count);
    if (e || write(ready, "", 1) != 1)
      _exit(1);
    pause();
  }
  return pid;
}

static void a_killed_worker_gives_its_turn_back(void **state) {
  int peers[2], ready[2], status;
  char byte, text[200];
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count = 0;
  (void)state;
  assert_int_equal(pipe(ready), 0);
  for (int i = 0; i < 2; i++)
    assert_err(form_queue_put(&queue, form("a=1", &peers[i])), OK);
  pid_t pid = killed_later(ready[1]);
  assert_int_equal(read(ready[0], &byte, 1), 1);
  assert_err(form_queue_take(&queue, f, &count), ERR_BUSY);
  kill(pid, SIGKILL);
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_false(fastcgi_client_receive(peers[0], text));
  assert_err(form_queue_take(&queue, f, &count), OK);
  assert_int_equal(count, 1);
  answer(f[0]);
  assert_true(fastcgi_client_receive(peers[1], text));
  assert_string_equal(text, "a=1");
  close(ready[0]);
  close(ready[1]);
}

/* The turn is that of the process that has it. */
static void no_form_begins_while_another_worker_has_the_turn(void **state) {
  int ready[2], status;
  char byte;
  (void)state;
  assert_int_equal(pipe(ready), 0);
  pid_t pid = fork();
  if (pid == 0) {
    if (!form_queue_begin(&queue) || write(ready[1], "", 1) != 1)
      _exit(1);
    pause();
  }
  assert_int_equal(read(ready[0], &byte, 1), 1);
  assert_false(form_queue_begin(&queue));
  kill(pid, SIGKILL);
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_true(form_queue_begin(&queue));
  form_queue_done(&queue);
  close(ready[0]);
  close(ready[1]);
}

static void half_of_the_workers_take_forms(void **state) {
  static const struct {
    int workers, most;
    size_t group;
  } rows[] = {{1, 1, FORM_QUEUE_ALONE}, {2, 1, FORM_QUEUE_GROUP},
      {3, 1, FORM_QUEUE_GROUP}, {4, 2, FORM_QUEUE_GROUP}, {9, 4, FORM_QUEUE_GROUP},
      {256, 128, FORM_QUEUE_GROUP}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    form_queue_share(&queue, rows[i].workers);
    assert_int_equal(queue.most, rows[i].most);
    assert_int_equal(queue.group, rows[i].group);
  }
}

/* How many forms of a size fit in. */
static int fill(size_t size) {
  char *body = malloc(size + 1);
  int peer, n = 0;
  assert_non_null(body);
  memset(body, 'a', size);
  body[size] = 0;
  for (enum err e = OK; !e && n < MOST; n++) {
    struct fastcgi *f = form(body, &peer);
    e = form_queue_put(&queue, f);
    if (e) {
      /* It stays as it was. */
      assert_err(e, ERR_OVERLOAD);
      answer(f);
      n--;
    }
    close(peer);
  }
  free(body);
  return n;
}

static void empty(void) {
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count;
  while (form_queue_take(&queue, f, &count) == OK) {
    while (count)
      fastcgi_close(f[--count]);
    form_queue_done(&queue);
  }
}

/* Large ones weigh more, so that the memory is bounded. */
static void the_queue_is_bounded(void **state) {
  (void)state;
  int small = fill(100);
  empty();
  int large = fill(60000);
  assert_in_range(small, 100, MOST - 1);
  assert_in_range(large, 10, (40 << 20) / 60000);
  empty();
  assert_int_equal(fill(100), small);
}

/* One that came now would wait as long as the oldest has. */
static void no_form_waits_too_long(void **state) {
  int peers[3];
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count = 0;
  (void)state;
  assert_err(form_queue_put(&queue, form("a=1", &peers[0])), OK);
  assert_err(form_queue_put(&queue, form("b=2", &peers[1])), OK);
  queue.wait = -1;
  struct fastcgi *late = form("c=3", &peers[2]);
  assert_err(form_queue_put(&queue, late), ERR_OVERLOAD);
  answer(late);
  queue.group = 1;
  for (int i = 0; i < 2; i++) {
    assert_err(form_queue_take(&queue, f, &count), OK);
    answer(f[0]);
  }
  /* The queue is empty. */
  assert_err(form_queue_put(&queue, form("d=4", &peers[2])), OK);
  form_queue_done(&queue);
}

/* The kernel would drop its connection. */
static void a_form_waits_for_descriptors(void **state) {
  int peer;
  char text[200];
  struct rlimit before, none;
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count = 0;
  (void)state;
  assert_err(form_queue_put(&queue, form("a=1", &peer)), OK);
  assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
  none = before;
  none.rlim_cur = 3;
  assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
  enum err e = form_queue_take(&queue, f, &count);
  assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
  assert_err(e, ERR_IO);
  assert_err(form_queue_take(&queue, f, &count), OK);
  answer(f[0]);
  assert_true(fastcgi_client_receive(peer, text));
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      T(the_oldest_is_taken_first),
      T(large_forms_are_taken_in_smaller_groups),
      T(a_killed_worker_gives_its_turn_back),
      T(no_form_begins_while_another_worker_has_the_turn),
      T(half_of_the_workers_take_forms),
      T(the_queue_is_bounded),
      T(no_form_waits_too_long),
      T(a_form_waits_for_descriptors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
