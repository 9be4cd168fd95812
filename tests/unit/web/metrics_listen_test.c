#include "web/metrics_listen.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

/* A folder with run/; the caller frees the name. */
static char *site_folder(void) {
  char path[500], *folder = support_folder();
  snprintf(path, sizeof path, "%s/run", folder);
  assert_int_equal(mkdir(path, 0755), 0);
  return folder;
}

static int port_of(int fd) {
  struct sockaddr_in a = {0};
  socklen_t size = sizeof a;
  assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &size), 0);
  assert_int_equal(ntohl(a.sin_addr.s_addr), INADDR_LOOPBACK);
  return ntohs(a.sin_port);
}

/* A port that is free at the moment. */
static void free_address(char out[METRICS_LISTEN_ADDRESS]) {
  struct sockaddr_in a = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
  snprintf(out, METRICS_LISTEN_ADDRESS, "127.0.0.1:%d", port_of(fd));
  close(fd);
}

static void the_socket_is_for_the_group(void **state) {
  char path[500], *folder = site_folder();
  struct metrics_listen m;
  struct stat st;
  (void)state;
  snprintf(path, sizeof path, "%s/run/metrics.sock", folder);
  metrics_listen_open(&m, folder, "");
  assert_true(m.path_fd >= 0 && m.address_fd < 0);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode, S_IFSOCK | 0660);
  assert_true(fcntl(m.path_fd, F_GETFL) & O_NONBLOCK);
  metrics_listen_close(&m, folder);
  assert_int_equal(access(path, F_OK), -1);
  support_remove(folder);
  free(folder);
}

static void an_address_can_be_changed(void **state) {
  char first[METRICS_LISTEN_ADDRESS], *folder = site_folder();
  struct metrics_listen m;
  (void)state;
  free_address(first);
  metrics_listen_open(&m, folder, first);
  assert_true(m.address_fd >= 0);
  assert_int_equal(port_of(m.address_fd), strtol(strchr(first, ':') + 1, NULL, 10));
  int same = m.address_fd;
  metrics_listen_move(&m, first);
  assert_int_equal(m.address_fd, same);
  metrics_listen_move(&m, "");
  assert_int_equal(m.address_fd, -1);
  /* At once, although connections may not have ended. */
  metrics_listen_move(&m, first);
  assert_true(m.address_fd >= 0);
  metrics_listen_close(&m, folder);
  support_remove(folder);
  free(folder);
}

static void open_twice(void *context) {
  struct metrics_listen *m = context, other;
  metrics_listen_open(&other, "/no/such/site", m->address);
  assert_int_equal(other.path_fd, -1);
  assert_int_equal(other.address_fd, -1);
}

static void what_fails_is_logged_and_left_out(void **state) {
  char *folder = site_folder(), address[METRICS_LISTEN_ADDRESS];
  struct metrics_listen m;
  (void)state;
  free_address(address);
  metrics_listen_open(&m, folder, address);
  const char *log = support_written(stderr, open_twice, &m);
  assert_non_null(strstr(log, "event=metrics.off why=\"cannot lock /no/such/site"));
  assert_non_null(strstr(log, "why=\"Address already in use\""));
  metrics_listen_close(&m, folder);
  support_remove(folder);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_socket_is_for_the_group),
      cmocka_unit_test(an_address_can_be_changed),
      cmocka_unit_test(what_fails_is_logged_and_left_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
