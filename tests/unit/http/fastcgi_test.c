#include "http/fastcgi.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>

#include "base/limits.h"
#include "fastcgi_client.h"

static char *folder, sock_path[100];
static int listen_fd;

static int start_listening(void **state) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  (void)state;
  folder = support_folder();
  snprintf(sock_path, sizeof sock_path, "%s/sock", folder);
  memcpy(address.sun_path, sock_path, strlen(sock_path));
  listen_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  return bind(listen_fd, (struct sockaddr *)&address, sizeof address) ||
         listen(listen_fd, 8);
}

static int stop_listening(void **state) {
  (void)state;
  close(listen_fd);
  free(folder);
  return 0;
}

static void a_request_is_answered_and_the_connection_closed(void **state) {
  struct fastcgi *f = NULL;
  struct channel c;
  char text[16] = "", body[200];
  (void)state;
  /* The client asks to keep the connection, which would occupy a place. */
  int fd = fastcgi_client_send(sock_path, "/x/", "a=1", true);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
  assert_int_equal(fastcgi_events(f), 0);
  fastcgi_channel(f, &c);
  bool found = false;
  for (char **p = c.params; *p; p++)
    found = found || strcmp(*p, "REQUEST_URI=/x/") == 0;
  assert_true(found);
  assert_int_equal(c.read(&c, text, sizeof text), 3);
  assert_string_equal(text, "a=1");
  assert_int_equal(c.read(&c, text, sizeof text), 0);
  assert_err(c.write(&c, "Status: 200 OK\r\n\r\nhello", 23), OK);
  fastcgi_finish(f);
  assert_err(fastcgi_send(f), OK);
  fastcgi_close(f);
  assert_true(fastcgi_client_receive(fd, body)); /* up to the end of the connection */
  assert_string_equal(body, "hello");
}

static void nothing_to_accept_is_not_an_error(void **state) {
  struct fastcgi *f = NULL;
  (void)state;
  assert_err(fastcgi_accept(&f, listen_fd), ERR_NOT_FOUND);
  fastcgi_close(NULL);
}

static void no_descriptor_is_an_error(void **state) {
  struct fastcgi *f = NULL;
  struct rlimit old, none;
  (void)state;
  int fd = fastcgi_client_connect(sock_path);
  getrlimit(RLIMIT_NOFILE, &old);
  none = (struct rlimit){0, old.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none);
  enum err e = fastcgi_accept(&f, listen_fd);
  setrlimit(RLIMIT_NOFILE, &old);
  assert_err(e, ERR_IO);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  assert_int_equal(fastcgi_receive(f), FASTCGI_BEGIN);
  assert_int_equal(fastcgi_events(f), POLLIN);
  close(fd);
  assert_int_equal(fastcgi_receive(f), FASTCGI_BROKEN);
  fastcgi_close(f);
}

/* Nothing is lost: the peer stays in the kernel's queue. */
static void a_peer_waits_for_a_descriptor(void **state) {
  struct fastcgi *f = NULL, *none = NULL;
  struct channel c;
  struct rlimit old, few;
  char text[200];
  (void)state;
  int fd = fastcgi_client_send(sock_path, "/x/", "a=1", false);
  int lowest = dup(listen_fd);
  close(lowest);
  getrlimit(RLIMIT_NOFILE, &old);
  few = old;
  few.rlim_cur = (rlim_t)lowest;
  setrlimit(RLIMIT_NOFILE, &few);
  assert_err(fastcgi_accept(&f, listen_fd), ERR_IO);
  /* One is enough to answer what has arrived whole. */
  few.rlim_cur = (rlim_t)lowest + 1;
  setrlimit(RLIMIT_NOFILE, &few);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  assert_err(fastcgi_accept(&none, listen_fd), ERR_NOT_FOUND);
  assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
  fastcgi_channel(f, &c);
  assert_int_equal(c.read(&c, text, sizeof text), 3);
  assert_err(c.write(&c, "Status: 200 OK\r\n\r\nhello", 23), OK);
  fastcgi_finish(f);
  assert_err(fastcgi_send(f), OK);
  fastcgi_close(f);
  setrlimit(RLIMIT_NOFILE, &old);
  assert_true(fastcgi_client_receive(fd, text));
  assert_string_equal(text, "hello");
}

/* Bodies and responses are larger than the buffers of the kernel. */
static void nothing_waits_for_a_slow_peer(void **state) {
  struct fastcgi *f = NULL;
  struct channel c;
  char *text = calloc(1, LIMIT_BODY), piece[16];
  (void)state;
  int fd = fastcgi_client_send(sock_path, "/x/", "a=1", false);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
  fastcgi_channel(f, &c);
  assert_err(c.write(&c, text, LIMIT_BODY), OK);
  fastcgi_finish(f);
  assert_err(fastcgi_send(f), ERR_BUSY);
  assert_int_equal(fastcgi_events(f), POLLOUT);
  assert_true(fastcgi_memory(f) > LIMIT_BODY);
  assert_int_equal(read(fd, piece, sizeof piece), sizeof piece);
  close(fd);
  assert_err(fastcgi_send(f), ERR_IO);
  fastcgi_close(f);
  free(text);
}

/* Sends the records of a POST up to a part of its body. */
static int send_a_part(void) {
  static const char begin[8] = {0, 1};
  struct buf params = {0}, all = {0};
  fastcgi_client_pair(&params, "REQUEST_METHOD", "POST");
  fastcgi_client_record(&all, 1, begin, sizeof begin);
  fastcgi_client_record(&all, 4, params.data, params.len);
  fastcgi_client_record(&all, 4, "", 0);
  fastcgi_client_record(&all, 5, "ab", 2);
  int fd = fastcgi_client_connect(sock_path);
  assert_true(send(fd, all.data, all.len, MSG_NOSIGNAL) == (ssize_t)all.len);
  buf_free(&params);
  buf_free(&all);
  return fd;
}

static void an_early_answer_reaches_a_peer_that_still_sends(void **state) {
  struct fastcgi *f = NULL;
  struct buf rest = {0};
  struct channel c;
  char text[200];
  (void)state;
  int fd = send_a_part();
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  assert_int_equal(fastcgi_receive(f), FASTCGI_BODY);
  fastcgi_channel(f, &c);
  assert_int_equal(c.read(&c, text, sizeof text), 2);
  assert_int_equal(c.read(&c, text, sizeof text), -1); /* there may be more */
  assert_err(c.write(&c, "Status: 415 No\r\n\r\nno", 20), OK);
  fastcgi_finish(f);
  assert_err(fastcgi_send(f), OK);
  for (int i = 0; i < 100; i++) {
    fastcgi_client_record(&rest, 5, text, 200);
    assert_true(send(fd, rest.data, rest.len, MSG_NOSIGNAL) == (ssize_t)rest.len);
    buf_clear(&rest);
    assert_int_equal(fastcgi_receive(f), FASTCGI_BODY);
    assert_true(fastcgi_memory(f) < 10000);
  }
  fastcgi_client_record(&rest, 5, "", 0);
  assert_true(send(fd, rest.data, rest.len, MSG_NOSIGNAL) == (ssize_t)rest.len);
  assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
  fastcgi_close(f);
  assert_true(fastcgi_client_receive(fd, text));
  assert_string_equal(text, "no");
  buf_free(&rest);
}

/* libfcgi refuses them. Nothing is answered, and no descriptor is lost. */
static void malformed_variables_are_refused(void **state) {
  static const char begin[8] = {0, 1};
  (void)state;
  for (int i = 0; i < 50; i++) {
    struct fastcgi *f = NULL;
    struct buf all = {0};
    struct channel c;
    char text[200];
    fastcgi_client_record(&all, 1, begin, sizeof begin);
    fastcgi_client_record(&all, 4, "\xff\xff\xff\xff\1abc", 8);
    fastcgi_client_record(&all, 4, "", 0);
    fastcgi_client_record(&all, 5, "", 0);
    int fd = fastcgi_client_connect(sock_path);
    assert_true(send(fd, all.data, all.len, MSG_NOSIGNAL) == (ssize_t)all.len);
    assert_err(fastcgi_accept(&f, listen_fd), OK);
    assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
    fastcgi_channel(f, &c);
    assert_null(c.params[0]);
    assert_int_equal(c.read(&c, text, sizeof text), -1);
    assert_err(c.write(&c, "x", 1), ERR_IO);
    fastcgi_finish(f);
    assert_err(fastcgi_send(f), ERR_IO);
    fastcgi_close(f);
    assert_false(fastcgi_client_receive(fd, text));
    buf_free(&all);
  }
  /* The lowest free descriptor has not moved. */
  int fd = dup(listen_fd);
  assert_in_range(fd, 0, 20);
  close(fd);
}

/* Variables and a body of many records, more than any buffer of libfcgi holds, in
 * pieces that do not end where the records do. */
static void a_large_request_arrives_in_pieces(void **state) {
  static const char begin[8] = {0, 1};
  struct fastcgi *f = NULL;
  struct buf all = {0}, params = {0};
  struct channel c;
  char *text = calloc(1, 200000);
  long n = 0;
  (void)state;
  memset(text, 'x', 200000);
  for (int i = 0; i < 100; i++)
    fastcgi_client_pair(&params, "NAME", "a value of some length, repeated");
  fastcgi_client_record(&all, 1, begin, sizeof begin);
  fastcgi_client_record(&all, 4, params.data, 1000);
  fastcgi_client_record(&all, 4, params.data + 1000, params.len - 1000);
  fastcgi_client_record(&all, 4, "", 0);
  for (int i = 0; i < 4; i++)
    fastcgi_client_record(&all, 5, text, 50000);
  fastcgi_client_record(&all, 5, "", 0);
  int fd = fastcgi_client_connect(sock_path);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  for (size_t at = 0; at < all.len; at += 7777) {
    size_t piece = all.len - at < 7777 ? all.len - at : 7777;
    assert_true(send(fd, all.data + at, piece, MSG_NOSIGNAL) == (ssize_t)piece);
    if (fastcgi_receive(f) == FASTCGI_BODY)
      fastcgi_channel(f, &c);
  }
  assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
  fastcgi_channel(f, &c);
  /* libfcgi adds FCGI_ROLE before them. */
  for (int i = 1; i <= 100; i++)
    assert_string_equal(c.params[i], "NAME=a value of some length, repeated");
  for (long got; (got = c.read(&c, text, 30000)) != 0; n += got)
    assert_true(got > 0);
  assert_int_equal(n, 200000);
  assert_err(c.write(&c, "Status: 200 OK\r\n\r\nhello", 23), OK);
  fastcgi_finish(f);
  assert_err(fastcgi_send(f), OK);
  fastcgi_close(f);
  assert_true(fastcgi_client_receive(fd, text));
  assert_string_equal(text, "hello");
  buf_free(&all);
  buf_free(&params);
  free(text);
}

/* What the handler leaves unread must not cost the peer the response. */
static void a_body_that_nobody_reads_is_discarded(void **state) {
  enum { SIZE = 20000 };
  struct fastcgi *f = NULL;
  struct channel c;
  char *body = calloc(1, SIZE + 1), text[200];
  (void)state;
  memset(body, 'x', SIZE);
  int fd = fastcgi_client_send(sock_path, "/x/", body, false);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
  fastcgi_channel(f, &c);
  assert_err(c.write(&c, "Status: 200 OK\r\n\r\nhello", 23), OK);
  fastcgi_finish(f);
  assert_err(fastcgi_send(f), OK);
  fastcgi_close(f);
  struct pollfd at = {fd, POLLIN, 0};
  assert_int_equal(poll(&at, 1, 1000), 1);
  assert_int_equal(at.revents & POLLERR, 0);
  assert_true(fastcgi_client_receive(fd, text));
  assert_string_equal(text, "hello");
  free(body);
}

/* Padding counts in no limit of the content. */
static void padding_is_bounded(void **state) {
  enum { PADDING = 255, MOST = 16 << 20 };
  static const char begin[8] = {0, 1};
  struct fastcgi *f = NULL;
  struct buf all = {0};
  char record[8 + 1 + PADDING] = {1, 5, 0, 1, 0, 1, (char)PADDING};
  size_t sent = 0;
  (void)state;
  int fd = fastcgi_client_connect(sock_path);
  fastcgi_client_record(&all, 1, begin, sizeof begin);
  fastcgi_client_record(&all, 4, "", 0);
  assert_true(send(fd, all.data, all.len, MSG_NOSIGNAL) == (ssize_t)all.len);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  while (fastcgi_receive(f) != FASTCGI_BROKEN && sent < MOST)
    for (int i = 0; i < 100; i++)
      sent += (size_t)send(fd, record, sizeof record, MSG_NOSIGNAL);
  assert_in_range(sent, LIMIT_BODY, MOST - 1);
  fastcgi_close(f);
  close(fd);
  buf_free(&all);
}

/* libfcgi has taken a part of it from the socket. */
static void a_request_that_was_begun_is_not_passed(void **state) {
  struct fastcgi *f = NULL;
  struct channel c;
  int ends[2];
  char text[200] = "";
  (void)state;
  assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
  int fd = fastcgi_client_send(sock_path, "/x/", "a=1", false);
  assert_err(fastcgi_accept(&f, listen_fd), OK);
  assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
  fastcgi_channel(f, &c);
  assert_err(fastcgi_pass(f, ends[0], 1), ERR_IO);
  assert_int_equal(c.read(&c, text, sizeof text), 3);
  assert_string_equal(text, "a=1");
  assert_err(c.write(&c, "Status: 200 OK\r\n\r\nhello", 23), OK);
  fastcgi_finish(f);
  assert_err(fastcgi_send(f), OK);
  fastcgi_close(f);
  assert_true(fastcgi_client_receive(fd, text));
  close(ends[0]);
  close(ends[1]);
}

/* Asking takes nothing from the queue. */
static void the_stamp_of_the_oldest_is_known(void **state) {
  int ends[2];
  int64_t stamp = 0;
  (void)state;
  assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
  assert_err(fastcgi_oldest(ends[1], &stamp), ERR_NOT_FOUND);
  for (int i = 1; i <= 2; i++) {
    struct fastcgi *f = NULL;
    int fd = fastcgi_client_send(sock_path, "/", "a=1", false);
    assert_err(fastcgi_accept(&f, listen_fd), OK);
    assert_int_equal(fastcgi_receive(f), FASTCGI_WHOLE);
    assert_err(fastcgi_pass(f, ends[0], i * INT64_C(5000000000)), OK);
    close(fd);
  }
  for (int i = 1; i <= 2; i++) {
    struct fastcgi *f = NULL;
    for (int twice = 0; twice < 2; twice++) {
      assert_err(fastcgi_oldest(ends[1], &stamp), OK);
      assert_true(stamp == i * INT64_C(5000000000));
    }
    assert_err(fastcgi_take(&f, ends[1]), OK);
    fastcgi_close(f);
  }
  assert_err(fastcgi_oldest(ends[1], &stamp), ERR_NOT_FOUND);
  close(ends[0]);
  close(ends[1]);
  assert_err(fastcgi_oldest(ends[1], &stamp), ERR_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_request_is_answered_and_the_connection_closed),
      cmocka_unit_test(nothing_to_accept_is_not_an_error),
      cmocka_unit_test(no_descriptor_is_an_error),
      cmocka_unit_test(a_peer_waits_for_a_descriptor),
      cmocka_unit_test(nothing_waits_for_a_slow_peer),
      cmocka_unit_test(an_early_answer_reaches_a_peer_that_still_sends),
      cmocka_unit_test(malformed_variables_are_refused),
      cmocka_unit_test(a_large_request_arrives_in_pieces),
      cmocka_unit_test(a_body_that_nobody_reads_is_discarded),
      cmocka_unit_test(padding_is_bounded),
      cmocka_unit_test(a_request_that_was_begun_is_not_passed),
      cmocka_unit_test(the_stamp_of_the_oldest_is_known),
  };
  return cmocka_run_group_tests(tests, start_listening, stop_listening);
}
