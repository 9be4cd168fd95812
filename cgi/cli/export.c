#include "cli/export.h"

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
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "export/export.h"
#include "export/export_json.h"
#include "export/export_threads.h"
#include "export/export_tree.h"
#include "export/export_wxr.h"
#include "site/site_open.h"

/* Writes the whole site as one document. */
typedef enum err export_writer(struct export *x, FILE *out);

/* On standard error, and without a change of the exit code: the article is exported, if
 * not as it was written. */
static void export_warn(void *context, int64_t id, const char *note) {
  (void)context;
  complain("warning: article %lld: %s", (long long)id, note);
}

/* Blocks the signals that would end the program in the middle of an export, so that no
 * partial export remains; unblocked afterwards, they end it. A signal that is ignored,
 * as under nohup, stays ignored. */
static void export_hold_signals(sigset_t *before) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  sigset_t held;
  struct sigaction action;
  sigemptyset(&held);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
      sigaddset(&held, numbers[i]);
  sigprocmask(SIG_BLOCK, &held, before);
}

static bool export_is_interrupted(void *context) {
  /* A blocked signal stays pending until it is unblocked, so it can be asked for. */
  sigset_t waiting;
  (void)context;
  sigpending(&waiting);
  return sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1 ||
         sigismember(&waiting, SIGHUP) == 1;
}

/* Not called for standard output, which must contain nothing but the export. */
static void export_print_total(const struct export *x, const char *where) {
  struct buf safe = {0};
  utf8_printable(&safe, where);
  printf("%lld article%s, %lld comment%s, %lld file%s: %s\n",
      (long long)x->total.articles, plural(x->total.articles),
      (long long)x->total.comments, plural(x->total.comments),
      (long long)x->total.files, plural(x->total.files), buf_text(&safe));
  buf_free(&safe);
}

/* ERR_CLOSED means that a signal has stopped the export (export_is_interrupted). */
static int export_fail(enum err e, const char *why) {
  const char *what = e == ERR_CLOSED ? "interrupted; the partial export was removed"
                     : *why          ? why
                                     : err_text(e);
  complain("export failed: %s", what);
  return exit_code_of(e);
}

static int export_to_folder(struct export *x, const char *dir) {
  char why[600];
  enum err e = export_tree(x, dir, why, sizeof why);
  if (e)
    return export_fail(e, why);
  export_print_total(x, dir);
  return 0;
}

/* Writes to a temporary name first: a file of the final name is always complete. */
static int export_to_file(
    struct export *x, export_writer *write_all, const char *file) {
  char next[PATH_MAX];
  if (snprintf(next, sizeof next, "%s.unfinished-export.XXXXXX", file) >=
      (int)sizeof next)
    return export_fail(ERR_INVALID, "the name of the file is too long");
  /* Before the work, which may take long. rename at the end replaces a file that
   * appears meanwhile. */
  if (!x->replace && access(file, F_OK) == 0)
    return export_fail(
        ERR_EXISTS, "the file exists: choose another name, or replace it with --force");
  int fd = mkostemp(next, O_CLOEXEC);
  FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
  if (!out) {
    int error = errno;
    /* fdopen failed, so that nothing else will close the descriptor. */
    if (fd >= 0) {
      close(fd);
      unlink(next);
    }
    return export_fail(ERR_IO, strerror(error));
  }
  /* The umask can be read only by setting it. mkostemp makes a file with mode 0600, but
   * an export without personal data gets the mode of any other new file. */
  mode_t mask = umask(0);
  umask(mask);
  enum err e = write_all(x, out);
  const char *why = "";
  /* A full disk may be noticed by fclose alone, so its result counts too. */
  bool written = !ferror(out) && fchmod(fd, x->personal ? 0600 : 0666 & ~mask) == 0;
  /* rename comes last: the final name is for a file whose last bytes are written. */
  if ((fclose(out) != 0 || !written || (!e && rename(next, file) != 0)) && !e) {
    e = err_of_errno(errno);
    why = strerror(errno);
  }
  if (e) {
    unlink(next);
    return export_fail(e, why);
  }
  export_print_total(x, file);
  return 0;
}

/* NULL for "markdown", which is a folder, and for an unknown format. */
static export_writer *export_writer_of(const char *format, bool comments) {
  return strcmp(format, "json") == 0  ? (comments ? export_threads_json : export_json)
         : strcmp(format, "wxr") == 0 ? (comments ? export_threads_wxr : export_wxr)
                                      : NULL;
}

int export_run(const struct command_line *line) {
  int code = 0;
  const char *format = command_line_value(line, "format")
                           ? command_line_value(line, "format")
                           : "markdown";
  const char *to = line->arguments[0];
  bool comments = command_line_flag(line, "comments");
  export_writer *write_all = export_writer_of(format, comments);
  bool is_tree = strcmp(format, "markdown") == 0, is_pipe = strcmp(to, "-") == 0;
  if (!is_tree && !write_all) {
    complain("unknown format \"%s\": use markdown, json or wxr", format);
    return EX_USAGE;
  }
  if (is_tree && comments) {
    complain("comments alone are exported with --format=wxr, for Disqus, or"
             " --format=json, for Commento and Comentario");
    return EX_USAGE;
  }
  /* A folder cannot go to standard output. tar can pack one. */
  if (is_tree && is_pipe) {
    complain("Markdown files need a folder: name one, or use --format=json or wxr");
    return EX_USAGE;
  }
  struct export x = {.site = command_site_open(line, COMMAND_SITE_READS, &code),
      .personal = command_line_flag(line, "with-personal-data"),
      .spam = command_line_flag(line, "with-spam"),
      .replace = command_line_flag(line, "force"),
      .note = is_tree ? export_warn : NULL,
      /* To a pipe, a signal may end the program at once: no file is left over. */
      .stop = is_pipe ? NULL : export_is_interrupted};
  if (!x.site)
    return code;
  sigset_t before;
  if (!is_pipe)
    export_hold_signals(&before);
  if (is_tree) {
    code = export_to_folder(&x, to);
  } else if (is_pipe) {
    enum err e = write_all(&x, stdout);
    code = e ? export_fail(e, "") : 0;
  } else {
    code = export_to_file(&x, write_all, to);
  }
  /* The site is closed before the signals are unblocked: a pending one ends the program
   * at that moment. */
  site_close(x.site);
  if (!is_pipe)
    sigprocmask(SIG_SETMASK, &before, NULL);
  return code;
}
