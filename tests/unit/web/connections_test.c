#include "web/connections.h"

#include "fastcgi_client.h"
#include "web/socket.h"

static char *folder, sock_path[100];
static int listen_fd;
static struct child_slot slot;
static struct connections list;
static int answered, refused, put_off;

static bool wants_body(void *context, struct channel *c) {
  (void)context;
  (void)c;
  return true;
}

static void answer(void *context, struct channel *c) {
  (void)context;
  assert_true(atomic_load(&slot.started) > 0);
  answered++;
  assert_err(c->write(c, "Status: 200 OK\r\n\r\nhello", 23), OK);
}

static void refuse(void *context, struct channel *c, enum err why) {
  (void)context;
  assert_true(atomic_load(&slot.started) > 0);
  if (why == ERR_OVERLOAD) {
    put_off++;
    assert_err(c->write(c, "Status: 503 Busy\r\n\r\nbusy", 24), OK);
    return;
  }
  assert_err(why, ERR_TIMEOUT);
  refused++;
  assert_err(c->write(c, "Status: 408 Late\r\n\r\nlate", 24), OK);
}

static const struct serve_handler handler = {wants_body, answer, refuse, NULL, NULL};

static int set_up(void **state) {
  char why[200];
  bool made;
  (void)state;
  folder = support_folder();
  snprintf(sock_path, sizeof sock_path, "%s/sock", folder);
  answered = refused = put_off = 0;
  list = (struct connections){.handler = &handler, .slot = &slot};
  return socket_listen(sock_path, &listen_fd, &made, why, sizeof why) != OK;
}

static int tear_down(void **state) {
  (void)state;
  connections_close(&list);
  close(listen_fd);
  support_remove(folder);
  free(folder);
  return 0;
}

static void add(void) {
  struct fastcgi *f = NULL;
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  connections_add(&list, f);
}

/* A POST whose body has begun. */
static int add_slow(size_t body) {
  static const char begin[8] = {0, 1};
  static char block[60000];
  struct buf all = {0};
  fastcgi_client_record(&all, 1, begin, sizeof begin);
  fastcgi_client_record(&all, 4, "", 0);
  int fd = fastcgi_client_connect(sock_path);
  add();
  for (size_t n; body; body -= n) {
    n = body < sizeof block ? body : sizeof block;
    fastcgi_client_record(&all, 5, block, n);
    assert_true(send(fd, all.data, all.len, MSG_NOSIGNAL) == (ssize_t)all.len);
    buf_clear(&all);
    assert_true(connections_advance_newest(&list));
  }
  buf_free(&all);
  return fd;
}

static void advance(void) {
  struct pollfd fds[CONNECTIONS_MOST];
  connections_poll(&list, fds);
  poll(fds, list.count, 0);
  connections_advance(&list, fds);
}

static void a_whole_request_is_answered_at_once(void **state) {
  char body[200];
  (void)state;
  int fd = fastcgi_client_send(sock_path, "/", "a=1", false);
  add();
  assert_true(connections_advance_newest(&list));
  assert_int_equal(list.count, 0);
  assert_int_equal(atomic_load(&slot.started), 0);
  assert_true(fastcgi_client_receive(fd, body));
  assert_string_equal(body, "hello");
}

static void a_silent_connection_waits(void **state) {
  (void)state;
  int fd = fastcgi_client_connect(sock_path);
  add();
  assert_false(connections_advance_newest(&list));
  assert_int_equal(list.count, 1);
  close(fd);
  advance();
  assert_int_equal(list.count, 0);
  assert_int_equal(answered + refused, 0);
}

static void a_body_is_waited_for(void **state) {
  struct pollfd fds[CONNECTIONS_MOST];
  struct buf end = {0};
  char body[200];
  (void)state;
  assert_int_equal(connections_poll(&list, fds), -1);
  int fd = add_slow(1);
  advance();
  assert_int_equal(list.count, 1);
  assert_in_range(connections_poll(&list, fds), 1, CONNECTIONS_BODY_MS + 1);
  fastcgi_client_record(&end, 5, "", 0);
  assert_true(send(fd, end.data, end.len, MSG_NOSIGNAL) == (ssize_t)end.len);
  advance();
  assert_int_equal(list.count, 0);
  assert_int_equal(answered, 1);
  assert_true(fastcgi_client_receive(fd, body));
  buf_free(&end);
}

static void a_late_body_is_refused(void **state) {
  char body[200];
  (void)state;
  int fd = add_slow(1);
  list.list[0].until = supervisor_clock();
  advance();
  assert_int_equal(list.count, 0);
  assert_int_equal(refused, 1);
  assert_true(fastcgi_client_receive(fd, body));
  assert_string_equal(body, "late");
}

static void the_oldest_makes_room(void **state) {
  int fds[CONNECTIONS_MOST + 1];
  char body[200];
  (void)state;
  for (int i = 0; i <= CONNECTIONS_MOST; i++)
    fds[i] = add_slow(1);
  assert_int_equal(list.count, CONNECTIONS_MOST);
  assert_int_equal(refused, 1);
  assert_true(fastcgi_client_receive(fds[0], body));
  for (int i = 1; i <= CONNECTIONS_MOST; i++)
    close(fds[i]);
}

static void memory_is_bounded(void **state) {
  enum { COUNT = 24 };
  int fds[COUNT];
  (void)state;
  for (int i = 0; i < COUNT; i++)
    fds[i] = add_slow(1000000);
  advance();
  assert_true(refused > 0 && list.count < COUNT);
  size_t total = 0;
  for (size_t i = 0; i < list.count; i++)
    total += fastcgi_memory(list.list[i].fastcgi);
  assert_true(total <= CONNECTIONS_REQUESTS);
  for (int i = 0; i < COUNT; i++)
    close(fds[i]);
}

static void a_form_goes_through_the_queue(void **state) {
  struct form_queue queue;
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count = 0;
  char body[200];
  (void)state;
  assert_err(form_queue_open(&queue), OK);
  list.forms = &queue;
  int page = fastcgi_client_send(sock_path, "/", "", false);
  add();
  assert_true(connections_advance_newest(&list));
  assert_int_equal(answered, 1);
  int form = fastcgi_client_send(sock_path, "/", "a=1", false);
  add();
  assert_true(connections_advance_newest(&list));
  assert_int_equal(list.count, 0);
  assert_int_equal(answered, 1);
  assert_err(form_queue_take(&queue, f, &count), OK);
  connections_answer_forms(&list, f, count);
  assert_int_equal(list.count, 0);
  assert_int_equal(answered, 2);
  assert_true(fastcgi_client_receive(page, body));
  assert_true(fastcgi_client_receive(form, body));
  form_queue_close(&queue);
}

/* Only while a form waits, or a worker is busy with one, or somebody else may be before
 * it, is there a reason to put it there. */
static void a_lone_form_needs_no_queue(void **state) {
  struct form_queue queue;
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count = 0;
  char body[200];
  int peers[5];
  (void)state;
  assert_err(form_queue_open(&queue), OK);
  list.forms = &queue;
  list.listen_fd = &listen_fd;
  for (int i = 0; i < 2; i++) {
    peers[i] = fastcgi_client_send(sock_path, "/", "a=1", false);
    add();
    assert_true(connections_advance_newest(&list));
    assert_int_equal(answered, i + 1);
    assert_true(fastcgi_client_receive(peers[i], body));
  }
  assert_err(form_queue_take(&queue, f, &count), ERR_NOT_FOUND);
  /* A reader waits. */
  peers[2] = fastcgi_client_send(sock_path, "/", "a=1", false);
  peers[3] = fastcgi_client_send(sock_path, "/", "", false);
  add();
  assert_true(connections_advance_newest(&list));
  assert_int_equal(answered, 2);
  add();
  assert_true(connections_advance_newest(&list));
  assert_int_equal(answered, 3);
  /* The first form does. */
  peers[4] = fastcgi_client_send(sock_path, "/", "a=1", false);
  add();
  assert_true(connections_advance_newest(&list));
  assert_int_equal(answered, 3);
  assert_err(form_queue_take(&queue, f, &count), OK);
  assert_int_equal(count, 2);
  connections_answer_forms(&list, f, count);
  form_queue_done(&queue);
  assert_int_equal(answered, 5);
  form_queue_close(&queue);
}

/* The last is answered first, and with more than its peer takes at once. */
static void answer_all(void *context, struct channel *channels, size_t count,
    serve_done *done, void *done_context) {
  static char large[4 << 20];
  assert_null(context);
  assert_int_equal(count, 3);
  assert_true(atomic_load(&slot.started) > 0);
  memset(large, 'x', sizeof large);
  for (size_t i = count; i-- > 0;) {
    const char *text = i == 2 ? large : "Status: 200 OK\r\n\r\nsmall";
    size_t size = i == 2 ? sizeof large : strlen(text);
    assert_err(channels[i].write(&channels[i], text, size), OK);
    atomic_store(&slot.started, 1);
    done(done_context, i);
    assert_true(atomic_load(&slot.started) > 1);
  }
}

/* Each is sent when it is complete; one that is read slowly holds up none of the
 * others, nor does one whose reader has gone. */
static void forms_are_answered_together(void **state) {
  static const struct serve_handler together = {
      wants_body, answer, refuse, NULL, answer_all};
  struct form_queue queue;
  struct fastcgi *f[FORM_QUEUE_GROUP];
  size_t count = 0;
  char body[200];
  int peers[3];
  (void)state;
  assert_err(form_queue_open(&queue), OK);
  list.forms = &queue;
  list.handler = &together;
  for (int i = 0; i < 3; i++) {
    peers[i] = fastcgi_client_send(sock_path, "/", "a=1", false);
    add();
    assert_true(connections_advance_newest(&list));
  }
  close(peers[1]);
  assert_err(form_queue_take(&queue, f, &count), OK);
  connections_answer_forms(&list, f, count);
  form_queue_done(&queue);
  assert_int_equal(atomic_load(&slot.started), 0);
  assert_int_equal(list.count, 1);
  assert_true(list.list[0].answered);
  assert_true(fastcgi_client_receive(peers[0], body));
  assert_string_equal(body, "small");
  close(peers[2]);
  advance();
  assert_int_equal(list.count, 0);
  form_queue_close(&queue);
}

/* Sends a form, whose reader does not wait for the answer unless it is the last. */
static int form;

static void send_form(void) {
  if (form >= 0)
    close(form);
  form = fastcgi_client_send(sock_path, "/", "a=1", false);
  add();
  assert_true(connections_advance_newest(&list));
}

static void send_until_refused(void *context) {
  (void)context;
  for (int n = 0; !put_off && n < 5000; n++)
    send_form();
}

static void send_more(void *context) {
  (void)context;
  for (int n = 0; n < 20; n++)
    send_form();
  /* Until the next line may be written, the loop has to come back for it. */
  struct pollfd fds[CONNECTIONS_MOST];
  assert_in_range(connections_poll(&list, fds), 1, CONNECTIONS_REPORT_MS + 1);
  list.report_at = supervisor_clock();
  connections_advance(&list, fds);
  assert_int_equal(connections_poll(&list, fds), -1);
}

/* At once, without carrying it out, and without a line in the log for each. */
static void a_form_beyond_the_queue_is_refused(void **state) {
  struct form_queue queue;
  char body[200];
  (void)state;
  form = -1;
  assert_err(form_queue_open(&queue), OK);
  list.forms = &queue;
  const char *log = support_written(stderr, send_until_refused, NULL);
  assert_non_null(strstr(log, "event=forms.refused count=\"1\""));
  assert_int_equal(put_off, 1);
  assert_int_equal(answered + refused, 0);
  assert_int_equal(list.count, 0);
  assert_true(fastcgi_client_receive(form, body));
  assert_string_equal(body, "busy");
  form = -1;
  log = support_written(stderr, send_more, NULL);
  assert_int_equal(put_off, 21);
  assert_non_null(strstr(log, "event=forms.refused count=\"20\""));
  assert_null(strstr(strstr(log, "forms.refused") + 1, "forms.refused"));
  close(form);
  form_queue_close(&queue);
}

/* Readers are answered meanwhile. */
static void a_full_queue_delays_no_reader(void **state) {
  struct form_queue queue;
  char body[200];
  (void)state;
  form = -1;
  assert_err(form_queue_open(&queue), OK);
  list.forms = &queue;
  const char *log = support_written(stderr, send_until_refused, NULL);
  assert_non_null(strstr(log, "forms.refused"));
  int page = fastcgi_client_send(sock_path, "/", "", false);
  add();
  assert_true(connections_advance_newest(&list));
  assert_int_equal(answered, 1);
  assert_true(fastcgi_client_receive(page, body));
  assert_string_equal(body, "hello");
  close(form);
  form_queue_close(&queue);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      T(a_whole_request_is_answered_at_once),
      T(a_silent_connection_waits),
      T(a_body_is_waited_for),
      T(a_late_body_is_refused),
      T(the_oldest_makes_room),
      T(memory_is_bounded),
      T(a_form_goes_through_the_queue),
      T(a_lone_form_needs_no_queue),
      T(forms_are_answered_together),
      T(a_form_beyond_the_queue_is_refused),
      T(a_full_queue_delays_no_reader),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
