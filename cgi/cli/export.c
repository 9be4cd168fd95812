#include "cli/command/command.h"
#include "export/export_json.h"
#include "export/export_tree.h"
#include "export/export_wxr.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/exit.h"
#include "export/export.h"
#include "site/site_open.h"

typedef enum err writer(struct export *x, FILE *out);

static void say(void *context, int64_t id, const char *note) {
  (void)context;
  command_complain("warning: article %lld: %s", (long long)id, note);
}

/* The signals that end an export wait while it writes, so that nothing half done stays
 * behind, and end the program afterwards. One that is ignored is left alone: nohup. */
static void hold_signals(sigset_t *before) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  sigset_t held;
  struct sigaction action;
  sigemptyset(&held);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
      sigaddset(&held, numbers[i]);
  sigprocmask(SIG_BLOCK, &held, before);
}

static bool is_interrupted(void *context) {
  sigset_t waiting;
  (void)context;
  sigpending(&waiting);
  return sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1 ||
         sigismember(&waiting, SIGHUP) == 1;
}

static void say_total(const struct export *x, const char *where) {
  struct buf safe = {0};
  utf8_printable(&safe, where);
  printf("%lld articles, %lld comments, %lld files: %s\n", (long long)x->total.articles,
      (long long)x->total.comments, (long long)x->total.files, buf_text(&safe));
  buf_free(&safe);
}

static int fail(enum err e, const char *why) {
  const char *what = e == ERR_CLOSED ? "it was interrupted, and nothing is left of it"
                     : *why          ? why
                                     : err_text(e);
  command_complain("the export stopped: %s", what);
  return exit_of(e);
}

static int to_tree(struct export *x, const char *dir) {
  char why[600];
  enum err e = export_tree(x, dir, why, sizeof why);
  if (e)
    return fail(e, why);
  say_total(x, dir);
  return 0;
}

/* Everything is written under another name first: what has the name is whole. */
static int to_file(struct export *x, writer *write_all, const char *file) {
  char next[PATH_MAX];
  if (snprintf(next, sizeof next, "%s.unfinished-export.XXXXXX", file) >=
      (int)sizeof next)
    return fail(ERR_INVALID, "the name of the file is too long");
  if (!x->replace && access(file, F_OK) == 0)
    return fail(
        ERR_EXISTS, "the file is there already: choose another name, or give --force");
  int fd = mkostemp(next, O_CLOEXEC);
  FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
  if (!out) {
    int error = errno;
    if (fd >= 0) {
      close(fd);
      unlink(next);
    }
    return fail(ERR_IO, strerror(error));
  }
  mode_t mask = umask(0);
  umask(mask);
  enum err e = write_all(x, out);
  const char *why = "";
  bool written = !ferror(out) && fchmod(fd, x->personal ? 0600 : 0666 & ~mask) == 0;
  if ((fclose(out) != 0 || !written || (!e && rename(next, file) != 0)) && !e) {
    e = err_of_errno(errno);
    why = strerror(errno);
  }
  if (e) {
    unlink(next);
    return fail(e, why);
  }
  say_total(x, file);
  return 0;
}

static writer *writer_of(const char *format) {
  return strcmp(format, "json") == 0  ? export_json
         : strcmp(format, "wxr") == 0 ? export_wxr
                                      : NULL;
}

int export_run(const struct command_line *line) {
  int code = 0;
  const char *format = line->values[0] ? line->values[0] : "markdown";
  const char *to = line->arguments[0];
  writer *write_all = writer_of(format);
  bool is_tree = strcmp(format, "markdown") == 0, is_pipe = strcmp(to, "-") == 0;
  if (!is_tree && !write_all) {
    command_complain("unknown format \"%s\": use markdown, json or wxr", format);
    return EX_USAGE;
  }
  if (is_tree && is_pipe) {
    command_complain(
        "a tree of files wants a folder: give DIR, or --format=json or wxr");
    return EX_USAGE;
  }
  struct export x = {.site = command_open(line, COMMAND_READS, &code),
      .personal = line->values[1] != NULL,
      .replace = line->values[2] != NULL,
      .note = is_tree ? say : NULL,
      .stop = is_pipe ? NULL : is_interrupted};
  if (!x.site)
    return code;
  sigset_t before;
  if (!is_pipe)
    hold_signals(&before);
  if (is_tree) {
    code = to_tree(&x, to);
  } else if (is_pipe) {
    enum err e = write_all(&x, stdout);
    code = e ? fail(e, "") : 0;
  } else {
    code = to_file(&x, write_all, to);
  }
  site_close(x.site);
  if (!is_pipe)
    sigprocmask(SIG_SETMASK, &before, NULL);
  return code;
}
