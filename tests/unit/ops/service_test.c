#include "ops/service.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "support.h"

static char *site_folder(void) {
  char path[400];
  char *folder = support_folder();
  snprintf(path, sizeof path, "%s/run", folder);
  assert_int_equal(mkdir(path, 0755), 0);
  return folder;
}

static void a_pid_file_names_a_running_service(void **state) {
  char *folder = site_folder(), pid[32];
  (void)state;
  assert_int_equal(service_pid(folder), 0);
  support_write(folder, "run/pamphlet.pid", "rubbish\n");
  assert_int_equal(service_pid(folder), 0);
  /* This process is running, but it is not pamphlet.fcgi: the number was reused. */
  snprintf(pid, sizeof pid, "%d\n", (int)getpid());
  support_write(folder, "run/pamphlet.pid", pid);
  assert_int_equal(service_pid(folder), 0);
  assert_false(service_runs(folder));
  free(folder);
}

static void the_socket_has_states(void **state) {
  char *folder = site_folder();
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  (void)state;
  assert_int_equal(service_socket(folder), SERVICE_NO_SOCKET);
  assert_int_equal(service_socket("/nowhere"), SERVICE_NO_SOCKET);
  snprintf(address.sun_path, sizeof address.sun_path, "%s/run/pamphlet.sock", folder);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
  assert_int_equal(service_socket(folder), SERVICE_SILENT);
  assert_int_equal(listen(fd, 1), 0);
  assert_int_equal(service_socket(folder), SERVICE_ANSWERS);
  assert_true(service_runs(folder));
  close(fd);
  assert_int_equal(service_socket(folder), SERVICE_SILENT);
  free(folder);
}

static void a_restore_excludes_commands(void **state) {
  char *folder = site_folder(), why[200] = "";
  int restore = -1, first = -1, second = -1;
  (void)state;
  assert_err(service_share(folder, &first, why, sizeof why), OK);
  assert_err(service_share(folder, &second, why, sizeof why), OK);
  assert_err(service_lock(folder, &restore), ERR_BUSY);
  close(first);
  close(second);
  assert_err(service_lock(folder, &restore), OK);
  assert_err(service_share(folder, &first, why, sizeof why), ERR_BUSY);
  assert_non_null(strstr(why, "is being restored"));
  close(restore);
  assert_err(service_lock("/nowhere", &restore), ERR_IO);
  free(folder);
}

static void imports_take_turns(void **state) {
  char *folder = site_folder();
  int first = -1, second = -1;
  (void)state;
  assert_false(service_imports(folder));
  assert_err(service_queue(folder, false, &first), OK);
  assert_true(first >= 0);
  assert_true(service_imports(folder));
  assert_err(service_queue(folder, false, &second), ERR_BUSY);
  close(first);
  assert_err(service_queue(folder, true, &second), OK);
  close(second);
  /* Without run/ there is no lock, and nothing to wait for. */
  assert_err(service_queue("/nowhere", false, &second), OK);
  assert_int_equal(second, -1);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pid_file_names_a_running_service),
      cmocka_unit_test(the_socket_has_states),
      cmocka_unit_test(a_restore_excludes_commands),
      cmocka_unit_test(imports_take_turns)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
