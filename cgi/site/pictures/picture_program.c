/* What the program prints is not trusted: a picture may have taken it over. */
#include "site/pictures/picture_program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/own_program.h"
#include "base/utf8.h"
#include "site/core/picture_file.h"

/* Longer than the processor time that the program allows itself. */
enum { DEADLINE_MS = 120 * 1000, MOST_SIDE = 1000000, OUTPUT = 512, MOST_WORDS = 8 };

/* ---- Finding ---- */

bool picture_program_find(char path[PATH_MAX]) {
  const char *given = getenv("PAMPHLET_PICTURE");
  if (!given)
    return own_program_find("pamphlet-picture", path);
  return *given && snprintf(path, PATH_MAX, "%s", given) < PATH_MAX &&
         access(path, X_OK) == 0;
}

/* ---- Running ---- */

static int64_t picture_program_clock_ms(void) {
  return clock_monotonic() / 1000;
}

/* Returns the error of posix_spawn. The process gets the picture, the pipe and nothing
 * else: its errors are those of libraries, which mean nothing to an author. */
static int picture_program_spawn(
    const struct picture_order *o, char **words, int out, pid_t *pid) {
  static char *const environment[] = {NULL};
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t none;
  sigemptyset(&none);
  if (posix_spawn_file_actions_init(&files))
    return ENOMEM;
  if (posix_spawnattr_init(&attributes)) {
    posix_spawn_file_actions_destroy(&files);
    return ENOMEM;
  }
  int error = posix_spawn_file_actions_adddup2(&files, o->file, 0);
  if (!error)
    error = posix_spawn_file_actions_adddup2(&files, out, 1);
  if (!error)
    error = posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  if (!error)
    error = posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  if (!error)
    error = posix_spawn(pid, o->program, &files, &attributes, words, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

/* Reads until the end of the pipe, the end of `text` or the deadline; false for the
 * latter two. */
static bool picture_program_read(int fd, char text[OUTPUT]) {
  int64_t limit = picture_program_clock_ms() + DEADLINE_MS;
  size_t n = 0;
  for (;;) {
    int64_t left = limit - picture_program_clock_ms();
    struct pollfd ready = {fd, POLLIN, 0};
    if (left <= 0 || n == OUTPUT - 1)
      return false;
    int found = poll(&ready, 1, (int)left);
    ssize_t got = found > 0 ? read(fd, text + n, OUTPUT - 1 - n) : -1;
    if (found > 0 && got == 0)
      break;
    if (got > 0)
      n += (size_t)got;
    else if (found < 0 && errno != EINTR)
      return false;
  }
  text[n] = '\0';
  return true;
}

/* A number of pixels, with a tab after it. */
static bool picture_program_side(char **at, int64_t *out) {
  char *end;
  if (**at < '0' || **at > '9')
    return false;
  *out = strtoll(*at, &end, 10);
  if (*end != '\t' || *out > MOST_SIDE)
    return false;
  *at = end + 1;
  return true;
}

/* "WIDTH\tHEIGHT\tCOPIES\tFAULT\n" */
static bool picture_program_parse(char *text, struct picture_found *out) {
  char *end = strchr(text, '\n'), *tab;
  if (!end || end[1])
    return false;
  *end = '\0';
  if (!picture_program_side(&text, &out->width) ||
      !picture_program_side(&text, &out->height) || !(tab = strchr(text, '\t')))
    return false;
  *tab = '\0';
  if (strlen(text) >= PICTURE_COPIES || !picture_file_is_list(text) ||
      strlen(tab + 1) >= PICTURE_FAULT ||
      utf8_check(tab + 1, strlen(tab + 1), UTF8_ONE_LINE))
    return false;
  snprintf(out->copies, sizeof out->copies, "%s", text);
  snprintf(out->fault, sizeof out->fault, "%s", tab + 1);
  /* Copies can only be shown with their shape. */
  return !*out->copies || (out->width && out->height);
}

/* argv of exec is not const for historical reasons only. */
static void picture_program_words(
    const struct picture_order *o, char *formats, char *words[MOST_WORDS]) {
  char *save = NULL;
  size_t n = 0;
  words[n++] = (char *)(uintptr_t)o->program;
  words[n++] = (char *)(uintptr_t)o->folder;
  words[n++] = (char *)(uintptr_t)o->hash;
  for (char *w = strtok_r(formats, " ", &save); w && n < MOST_WORDS - 1;
       w = strtok_r(NULL, " ", &save))
    words[n++] = w;
  words[n] = NULL;
}

enum err picture_program_run(
    const struct picture_order *order, struct picture_found *out) {
  struct picture_found found = {0};
  char text[OUTPUT] = "", formats[64], *words[MOST_WORDS];
  int pipes[2], status = 0;
  pid_t pid;
  snprintf(formats, sizeof formats, "%s", order->formats);
  picture_program_words(order, formats, words);
  if (pipe2(pipes, O_CLOEXEC) != 0)
    return ERR_IO;
  int error = picture_program_spawn(order, words, pipes[1], &pid);
  close(pipes[1]);
  bool whole = !error && picture_program_read(pipes[0], text);
  close(pipes[0]);
  if (error)
    return ERR_IO;
  if (!whole)
    kill(pid, SIGKILL);
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (!whole || !WIFEXITED(status) || WEXITSTATUS(status) ||
      !picture_program_parse(text, &found)) {
    found = (struct picture_found){
        .fault = "cannot be read: the program that reads pictures failed"};
  }
  *out = found;
  return OK;
}
