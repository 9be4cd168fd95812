#include "http/fastcgi.h"

#include <fcntl.h>
#include <poll.h>

#include "fail_alloc.h"
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
  assert_err(fastcgi_open(&f, listen_fd), OK);
  /* The client asks to keep the connection, which would occupy a worker. */
  int fd = fastcgi_send(sock_path, "/x/", "a=1", true);
  assert_err(fastcgi_accept(f, &c), OK);
  bool found = false;
  for (char **p = c.params; *p; p++)
    found = found || strcmp(*p, "REQUEST_URI=/x/") == 0;
  assert_true(found);
  assert_int_equal(c.read(&c, text, sizeof text), 3);
  assert_string_equal(text, "a=1");
  assert_int_equal(c.read(&c, text, sizeof text), 0);
  assert_err(c.write(&c, "Status: 200 OK\r\n\r\nhello", 23), OK);
  fastcgi_finish(f);
  assert_true(fastcgi_receive(fd, body)); /* reads up to the end of the connection */
  assert_string_equal(body, "hello");
  fastcgi_close(f);
}

static void nothing_to_accept_is_not_an_error(void **state) {
  struct fastcgi *f = NULL;
  struct channel c;
  (void)state;
  assert_err(fastcgi_open(&f, listen_fd), OK);
  assert_err(fastcgi_accept(f, &c), ERR_NOT_FOUND);
  fastcgi_close(f);
  fastcgi_close(NULL);
}

static enum err open_and_close(void *context) {
  struct fastcgi *f = NULL;
  (void)context;
  enum err e = fastcgi_open(&f, listen_fd);
  fastcgi_close(f);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(open_and_close, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_request_is_answered_and_the_connection_closed),
      cmocka_unit_test(nothing_to_accept_is_not_an_error),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, start_listening, stop_listening);
}
