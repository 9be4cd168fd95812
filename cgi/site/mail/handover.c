/* How it works: the wrapper writes "begun" before it starts the command, and how the
 * command ended when it knows. A record without "begun" belongs to a mail that nobody
 * has seen; one with "begun" and no end, to a mail that may have been accepted. */
#include "site/mail/handover.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/utf8.h"

enum {
  GRACE_MS = 5000,
  SHELL_NOT_FOUND = 127, /* what a shell returns if there is no such command */
  MOST_WORDS = 64,
  PRINTED = 2000, /* bytes of the command's output that are kept */
  RECORD = PRINTED + 200,
  FIRST_FD = 20 /* above the descriptors that the command gets */
};

static const char begun[] = "begun\n";
static const char end_mark[] = "\nend\n"; /* a record without it was cut off */

extern char **environ;

/* The wrapper's part: the command, and what it has printed. */
struct handover_child {
  pid_t pid;
  int pipe;
  char printed[PRINTED];
  size_t length;
};

/* Monotonic, because a change of the system's time must not kill it. */
static int64_t handover_clock_ms(void) {
  return clock_monotonic() / 1000;
}

/* Splits the command, and adds the envelope sender. The strings stay in `line`. */
static void handover_split(char *line, const char *bounce, char **words) {
  int n = 0;
  char *save = NULL;
  for (char *w = strtok_r(line, " \t", &save); w && n < MOST_WORDS;
       w = strtok_r(NULL, " \t", &save))
    words[n++] = w;
  if (bounce && *bounce) {
    static char option[] = "-f";
    words[n++] = option;
    /* posix_spawn does not change it; its type is a relic (POSIX, rationale of
     * exec). */
    words[n++] = (char *)(uintptr_t)bounce;
  }
  words[n] = NULL;
}

/* Returns the error of posix_spawnp. The command gets the mail, one pipe for both
 * outputs, and, as descriptor 3, the lock. */
static int handover_spawn(
    const struct handover *h, char **words, int out, struct handover_child *child) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  if (posix_spawn_file_actions_init(&files))
    return ENOMEM;
  if (posix_spawnattr_init(&attributes)) {
    posix_spawn_file_actions_destroy(&files);
    return ENOMEM;
  }
  int error = posix_spawn_file_actions_adddup2(&files, h->message, 0);
  if (!error)
    error = posix_spawn_file_actions_adddup2(&files, out, 1);
  if (!error)
    error = posix_spawn_file_actions_adddup2(&files, out, 2);
  if (!error && h->lock >= 0)
    error = posix_spawn_file_actions_adddup2(&files, h->lock, 3);
  if (!error)
    error = posix_spawn_file_actions_addchdir_np(&files, h->folder);
  /* The service blocks all signals, which the command would inherit. */
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  if (!words[0])
    error = ENOENT;
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (!error)
    error = posix_spawnp(&child->pid, words[0], &files, &attributes, words, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

/* Reads on when there is no room any more: a command that waits for its reader would
 * never end. False at the end of the pipe. */
static bool handover_take(struct handover_child *child) {
  char piece[1024];
  ssize_t n = read(child->pipe, piece, sizeof piece);
  if (n <= 0)
    return n < 0 && (errno == EAGAIN || errno == EINTR);
  size_t room = sizeof child->printed - child->length;
  size_t kept = (size_t)n < room ? (size_t)n : room;
  memcpy(child->printed + child->length, piece, kept);
  child->length += kept;
  return true;
}

/* Waits until the command has ended, and makes it end after the timeout. The pipe's end
 * is not awaited: a mail system may leave a process in the background that keeps it
 * open. Returns the status of waitpid, or -1 after a timeout. */
static int handover_wait(struct handover_child *child, int timeout_ms) {
  struct pollfd fds[] = {
      {pidfd_open(child->pid, 0), POLLIN, 0}, {child->pipe, POLLIN, 0}};
  int64_t limit = handover_clock_ms() + timeout_ms;
  int asked = 0, status = 0;
  while (!(fds[0].revents & POLLIN)) {
    int64_t left = limit - handover_clock_ms();
    if (left <= 0) {
      /* First it is asked, so that it can remove its temporary files. */
      kill(child->pid, asked++ ? SIGKILL : SIGTERM);
      limit = handover_clock_ms() + GRACE_MS;
      continue;
    }
    if (poll(fds, 2, (int)left) < 0 && errno != EINTR)
      break;
    if (fds[1].revents && !handover_take(child))
      fds[1].fd = -1; /* poll ignores it */
  }
  waitpid(child->pid, &status, 0);
  while (fds[1].fd >= 0 && poll(&fds[1], 1, 0) > 0 && handover_take(child))
    continue;
  close(fds[0].fd);
  return asked && !WIFEXITED(status) ? -1 : status;
}

/* One write, so that a kill leaves all of it or nothing. */
static void handover_write_end(
    int record, const char *how, int code, const char *printed, size_t n) {
  char text[RECORD];
  int head = snprintf(text, sizeof text, "%s %d\n", how, code);
  memcpy(text + head, printed, n);
  memcpy(text + (size_t)head + n, end_mark, sizeof end_mark - 1);
  if (file_write(record, text, (size_t)head + n + sizeof end_mark - 1))
    fsync(record);
}

static void handover_run(const struct handover *h, char **words) {
  struct handover_child child = {.pid = 0};
  int ends[2];
  /* On disk before the command begins: after a power failure, a mail without the mark
   * may be sent again. */
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) ||
      !file_write(h->record, begun, sizeof begun - 1) || fsync(h->record))
    return;
  child.pipe = ends[0];
  /* Only our end must not block. */
  fcntl(ends[1], F_SETFL, 0);
  int error = handover_spawn(h, words, ends[1], &child);
  close(ends[1]);
  if (error) {
    int n = snprintf(child.printed, sizeof child.printed, "cannot run %.500s: %s",
        words[0] ? words[0] : "", strerror(error));
    handover_write_end(
        h->record, "exit", SHELL_NOT_FOUND, child.printed, n > 0 ? (size_t)n : 0);
    return;
  }
  int status = handover_wait(&child, h->timeout_ms);
  if (status == -1)
    handover_write_end(h->record, "timeout", 0, child.printed, child.length);
  else if (WIFEXITED(status))
    handover_write_end(
        h->record, "exit", WEXITSTATUS(status), child.printed, child.length);
  else
    handover_write_end(
        h->record, "signal", WTERMSIG(status), child.printed, child.length);
}

/* Closes all descriptors but the standard ones and those of the handover. Some are
 * locks that live as long as any copy of them, and one is the socket of the web server.
 */
static bool handover_isolate(struct handover *h) {
  int *kept[] = {&h->message, &h->record, &h->lock};
  unsigned next = 3;
  for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
    int fd = *kept[i] < 0 ? -1 : fcntl(*kept[i], F_DUPFD_CLOEXEC, FIRST_FD);
    if (*kept[i] >= 0 && fd < 0)
      return false;
    *kept[i] = fd;
  }
  for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
    if (*kept[i] < 0)
      continue;
    /* Each takes the lowest free number, so the numbers rise. */
    if ((unsigned)*kept[i] > next)
      close_range(next, (unsigned)*kept[i] - 1, 0);
    next = (unsigned)*kept[i] + 1;
  }
  close_range(next, ~0U, 0);
  /* Standard input may be the web server's socket. */
  return dup2(h->message, 0) == 0;
}

enum err handover_start(const struct handover *h, pid_t *wrapper) {
  char *words[MOST_WORDS + 3];
  char *line = strdup(h->command);
  sigset_t all, old;
  if (!line)
    return ERR_NOMEM;
  handover_split(line, h->bounce, words);
  /* Ctrl+C at "mail test" is for the command line. */
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &old);
  pid_t pid = fork();
  if (pid == 0) {
    struct handover mine = *h;
    setsid();
    prctl(PR_SET_NAME, "pamphlet-mailer");
    if (handover_isolate(&mine) && lseek(mine.message, 0, SEEK_SET) == 0)
      handover_run(&mine, words);
    _exit(0);
  }
  int error = errno;
  sigprocmask(SIG_SETMASK, &old, NULL);
  free(line);
  if (pid < 0)
    return err_of_errno(error);
  *wrapper = pid;
  return OK;
}

/* What the command printed, as one line for a table: white space and line ends become
 * single spaces. */
static enum err handover_reason(const char *printed, char reason[HANDOVER_REASON]) {
  struct buf words = {0}, text = {0};
  for (const char *s = printed; *s; s++) {
    bool blank = *s == ' ' || (*s >= '\t' && *s <= '\r');
    if (!blank)
      buf_putc(&words, *s);
    else if (words.len && words.data[words.len - 1] != ' ')
      buf_putc(&words, ' ');
  }
  if (words.len && words.data[words.len - 1] == ' ')
    words.data[--words.len] = '\0';
  utf8_printable(&text, buf_text(&words));
  enum err e = buf_status(&words);
  if (!e)
    e = buf_status(&text);
  if (!e)
    snprintf(reason, HANDOVER_REASON, "%.*s",
        (int)utf8_head(buf_text(&text), HANDOVER_REASON - 1), buf_text(&text));
  buf_free(&words);
  buf_free(&text);
  return e;
}

static enum err handover_parse(char *text, struct handover_outcome *out) {
  struct handover_outcome o = {HANDOVER_UNKNOWN, 0, ""};
  size_t head = sizeof begun - 1, n = strlen(text), m = sizeof end_mark - 1;
  if (strncmp(text, begun, head) != 0) {
    o.end = HANDOVER_NOT_BEGUN;
    *out = o;
    return OK;
  }
  char *line = text + head, *printed = strchr(line, '\n'), *number = strchr(line, ' ');
  if (printed && number && n >= m && strcmp(text + n - m, end_mark) == 0) {
    o.code = (int)strtol(number, NULL, 10);
    o.end = *line == 'e'   ? HANDOVER_ENDED
            : *line == 't' ? HANDOVER_TIMEOUT
                           : HANDOVER_KILLED;
    text[n - m] = '\0';
    if (printed < text + n - m) {
      enum err e = handover_reason(printed + 1, o.reason);
      if (e)
        return e;
    }
  }
  *out = o;
  return OK;
}

enum err handover_read(int record, struct handover_outcome *out) {
  char why[FILE_WHY];
  struct buf text = {0};
  if (lseek(record, 0, SEEK_SET) != 0)
    return ERR_IO;
  enum err e = file_read_open(record, RECORD + 100, &text, why);
  if (!e && !text.len)
    buf_puts(&text, "");
  /* A NUL that the command printed would hide the end. */
  for (size_t i = 0; !e && i < text.len; i++)
    if (!text.data[i])
      text.data[i] = ' ';
  if (!e)
    e = buf_status(&text);
  if (!e)
    e = handover_parse(text.data, out);
  buf_free(&text);
  return e;
}

enum handover_verdict handover_judge(const struct handover_outcome *o) {
  if (o->end == HANDOVER_NOT_BEGUN || o->end == HANDOVER_TIMEOUT)
    return HANDOVER_LATER;
  if (o->end != HANDOVER_ENDED)
    return HANDOVER_IN_DOUBT;
  switch (o->code) {
  case EX_OK:
    return HANDOVER_ACCEPTED;
  case EX_USAGE:
  case EX_DATAERR:
  case EX_NOUSER:
  case EX_NOHOST:
    return HANDOVER_REFUSED;
  default:
    /* EX_NOPERM too: msmtp returns it for a password that is refused, and passwords are
     * corrected. */
    return HANDOVER_LATER;
  }
}
