#include "ops/service.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Reads the first line of a file; "" if it cannot be read. "e" is O_CLOEXEC in glibc
 * (fopen(3)). */
static void service_read_line(const char *path, char *out, int size) {
  FILE *f = fopen(path, "re");
  out[0] = '\0';
  if (f && !fgets(out, size, f))
    out[0] = '\0';
  if (f)
    fclose(f);
  out[strcspn(out, "\n")] = '\0';
}

pid_t service_pid(const char *dir) {
  char path[PATH_MAX + 32], text[32], name[32];
  snprintf(path, sizeof path, "%s/run/pamphlet.pid", dir);
  service_read_line(path, text, sizeof text);
  pid_t pid = (pid_t)strtol(text, NULL, 10);
  /* Signal 0 only tests. EPERM means that the process exists and belongs to another
   * user. */
  if (pid <= 0 || (kill(pid, 0) != 0 && errno != EPERM))
    return 0;
  /* After a crash the number may have been reused by another program. */
  snprintf(path, sizeof path, "/proc/%d/comm", (int)pid);
  service_read_line(path, name, sizeof name);
  /* If /proc cannot be read, the process counts as the service: a restore then refuses
   * rather than replace files in use. */
  return !*name || strcmp(name, "pamphlet.fcgi") == 0 ? pid : 0;
}

enum service_socket service_socket(const char *dir) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  /* A path that is too long for a socket (unix(7): 108 bytes) cannot have one:
   * pamphlet.fcgi refuses it as well. */
  int n =
      snprintf(address.sun_path, sizeof address.sun_path, "%s/run/pamphlet.sock", dir);
  if (n < 0 || (size_t)n >= sizeof address.sun_path)
    return SERVICE_NO_SOCKET;
  /* A socket with a full queue would block connect. */
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return SERVICE_NO_SOCKET;
  int failed = connect(fd, (const struct sockaddr *)&address, sizeof address);
  int error = failed ? errno : 0;
  close(fd);
  /* EAGAIN means that the queue of the socket is full: somebody listens. */
  if (!failed || error == EAGAIN)
    return SERVICE_ANSWERS;
  if (error == EACCES)
    return SERVICE_REFUSED;
  return error == ENOENT || error == ENOTDIR ? SERVICE_NO_SOCKET : SERVICE_SILENT;
}

/* Both are asked: with a socket of systemd there is none in run/, and the file with the
 * ID may be missing. */
bool service_runs(const char *dir) {
  return service_pid(dir) != 0 || service_socket(dir) == SERVICE_ANSWERS;
}

/* Locks the folder itself: a lock file would have to be writable by every user who may
 * run a command. */
static enum err service_flock(const char *folder, int how, int *fd) {
  int opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), result;
  if (opened < 0)
    return errno == EACCES ? ERR_OWNER : ERR_IO;
  /* flock, unlike a record lock of fcntl, needs no write access to the file. */
  while ((result = flock(opened, how)) != 0 && errno == EINTR)
    continue;
  if (result != 0) {
    enum err e = errno == EWOULDBLOCK ? ERR_BUSY : ERR_IO;
    close(opened);
    return e;
  }
  *fd = opened;
  return OK;
}

enum err service_lock(const char *dir, int *fd) {
  return service_flock(dir, LOCK_EX | LOCK_NB, fd);
}

enum err service_share(const char *dir, int *fd, char *why, size_t why_size) {
  enum err e = service_flock(dir, LOCK_SH | LOCK_NB, fd);
  if (e == ERR_BUSY)
    snprintf(why, why_size, "this site is being restored: try again when that is done");
  return e;
}

/* On run/, which a restore does not replace. */
enum err service_queue(const char *dir, bool wait, int *fd) {
  char folder[PATH_MAX + 16];
  snprintf(folder, sizeof folder, "%s/run", dir);
  *fd = -1;
  enum err e = service_flock(folder, LOCK_EX | (wait ? 0 : LOCK_NB), fd);
  /* Some network file systems have no locks. Imports then run without this protection
   * rather than not at all. */
  return e == ERR_IO ? OK : e;
}

bool service_imports(const char *dir) {
  int fd = -1;
  /* Tries to take the lock, since flock cannot ask who holds one. */
  enum err e = service_queue(dir, false, &fd);
  if (fd >= 0)
    close(fd);
  return e == ERR_BUSY;
}
