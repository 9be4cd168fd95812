/* A handler of signals could not do this: nothing that walks a folder may be called in
 * one, and SIGKILL has none. */
#include "base/janitor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/folder.h"

/* Only the pipe and the lock may stay open: a reader of our standard output would
 * wait for its end, and locks of the site would last longer than the command. */
static void janitor_close_others(int pipe, int fd) {
  int most = pipe > fd ? pipe : fd, least = pipe > fd ? fd : pipe;
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int i = 0; null >= 0 && i < 3; i++)
    if (i != pipe && i != fd)
      dup2(null, i);
  if (least > 3)
    close_range(3, (unsigned)least - 1, 0);
  if (most > least + 1)
    close_range((unsigned)(least < 3 ? 3 : least + 1), (unsigned)most - 1, 0);
  close_range((unsigned)most + 1, ~0U, 0);
}

/* Waits for a byte, which says that all is done, or for the end of the other process.
 */
static bool janitor_is_needed(int pipe) {
  char byte;
  ssize_t n;
  do
    n = read(pipe, &byte, 1);
  while (n < 0 && errno == EINTR);
  return n <= 0;
}

static void janitor_run(const char *const *paths, int pipe, int fd) {
  static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
  sigset_t none;
  for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++)
    signal(ignored[i], SIG_IGN);
  /* Out of the group that a terminal sends its signals to. */
  setsid();
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  janitor_close_others(pipe, fd);
  if (janitor_is_needed(pipe))
    for (; *paths; paths++)
      folder_remove(*paths);
  /* No handlers of the parent, no buffers of its streams. */
  _exit(0);
}

enum err janitor_start(struct janitor *j, const char *const *paths, int fd) {
  sigset_t all, before;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return ERR_IO;
  /* A signal between fork and setsid would end both processes. */
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  pid_t pid = fork();
  int error = errno;
  if (pid == 0) {
    close(ends[1]);
    janitor_run(paths, ends[0], fd);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  close(ends[0]);
  if (pid < 0) {
    close(ends[1]);
    return err_of_errno(error);
  }
  *j = (struct janitor){pid, ends[1]};
  return OK;
}

void janitor_end(struct janitor *j) {
  if (!j->pid)
    return;
  /* If it is gone already, there is nothing to tell it; its end of the pipe is closed
   * then, and SIGPIPE would end us. */
  void (*before)(int) = signal(SIGPIPE, SIG_IGN);
  (void)!write(j->pipe, "", 1);
  signal(SIGPIPE, before);
  close(j->pipe);
  while (waitpid(j->pid, NULL, 0) < 0 && errno == EINTR)
    continue;
  *j = (struct janitor){0};
}
