/* The folder is watched before it is imported, so that no change falls in between. The
 * site is opened for each round: an open site keeps a restore from beginning, and would
 * keep the settings that it was opened with. */
#include "cli/import_watch.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/tree_watch.h"
#include "cli/command/exit_code.h"
#include "cli/import_round.h"
#include "cli/import_watch_log.h"
#include "cli/output/complain.h"
#include "import/import_changes.h"

enum {
  IMPORT_WATCH_MEMORY = 64 << 20, /* for the paths of a round */
  IMPORT_WATCH_AGAIN = 10000      /* milliseconds after a round that failed */
};

static volatile sig_atomic_t import_watch_signal;

static void import_watch_catch(int number) {
  import_watch_signal = number;
}

struct import_watching {
  const struct command_line *line;
  struct import_options options;
  const char *root;
  struct tree_watch *watch;
  struct import_changes changes;
  struct import_watch_log log;
  struct arena *arena;
  struct import_tally *tally; /* of the first round */
};

bool import_watch_may(
    const struct command_line *line, const struct import_options *options) {
  struct stat st;
  const char *fault = NULL;
  if (options->dry_run)
    fault = "--watch and --dry-run exclude each other";
  else if (options->old_urls || options->source_dir)
    fault = "--watch does not go with --old-urls or --source-dir";
  else if (line->count != 1 || stat(line->arguments[0], &st) != 0 ||
           !S_ISDIR(st.st_mode))
    fault = "--watch needs one folder";
  if (fault)
    complain("%s", fault);
  return !fault;
}

static void import_watch_report_first(void *context, enum import_event event,
    const char *file, int line, const char *message) {
  struct import_watching *w = context;
  import_tally_report(w->tally, event, file, line, message);
  import_watch_log_report(&w->log, event, file, line, message);
}

/* What is wrong with files is no reason to stop: somebody is about to fix it. */
static int import_watch_first(struct import_watching *w) {
  w->log.is_silent = true;
  bool opened = false;
  int code = import_round(w->line, &w->root, 1, &w->options, w->tally->quiet,
      import_watch_report_first, w, &opened);
  if (opened)
    import_tally_end(w->tally);
  import_watch_log_end(&w->log);
  w->log.is_silent = false;
  if (!code && !w->log.json && !w->log.quiet)
    printf("Watching %s: press Ctrl-C to stop.\n", w->root);
  fflush(stdout);
  return code;
}

/* Imports what has changed. After a failure, such as a full disk, everything is tried
 * again later: *wait is then how long not to try. */
static void import_watch_round(struct import_watching *w, int *wait) {
  struct import_part part;
  bool everything = false, opened = false;
  arena_reset(w->arena);
  enum err e = import_changes_take(&w->changes, w->arena, &everything, &part);
  int code = e ? exit_code_of(e) : 0;
  w->options.part = everything ? NULL : &part;
  if (!e && (everything || part.changed_count || part.gone_count))
    code = import_round(w->line, &w->root, 1, &w->options, true,
        import_watch_log_report, &w->log, &opened);
  w->options.part = NULL;
  import_watch_log_end(&w->log);
  *wait = 0;
  if (code) {
    w->changes.everything = true;
    *wait = IMPORT_WATCH_AGAIN;
  }
}

/* Waits for changes, `wait` milliseconds at most unless that is -1, and notes them.
 * Returns an exit code. */
static int import_watch_sleep(
    struct import_watching *w, const sigset_t *unblocked, int wait) {
  char why[PATH_MAX + 300] = "";
  struct pollfd p = {.fd = tree_watch_fd(w->watch), .events = POLLIN};
  const struct timespec t = {wait / 1000, (long)(wait % 1000) * 1000000};
  int n = ppoll(&p, 1, wait < 0 ? NULL : &t, unblocked);
  w->changes.now = clock_monotonic();
  if (n < 0 || import_watch_signal)
    return errno == EINTR || import_watch_signal ? 0 : EX_OSERR;
  enum err e =
      tree_watch_read(w->watch, import_changes_note, &w->changes, why, sizeof why);
  if (e)
    complain("%s", *why ? why : err_text(e));
  else if (w->changes.is_gone)
    complain("%s is gone", w->root);
  return e ? exit_code_of(e) : w->changes.is_gone ? EX_NOINPUT : 0;
}

/* Signals are handled only while the loop sleeps or imports, so that none falls between
 * the question whether there was one and the sleep. A second one ends an import that
 * takes long at once. */
static int import_watch_loop(struct import_watching *w) {
  struct sigaction action = {
      .sa_handler = import_watch_catch, .sa_flags = (int)SA_RESETHAND};
  sigset_t blocked, unblocked;
  int code = 0, failed = 0;
  sigemptyset(&action.sa_mask);
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGINT);
  sigaddset(&blocked, SIGTERM);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  while (!code) {
    sigprocmask(SIG_BLOCK, &blocked, &unblocked);
    w->changes.now = clock_monotonic();
    int wait = failed ? failed : import_changes_wait(&w->changes);
    if (!import_watch_signal && wait)
      code = import_watch_sleep(w, &unblocked, wait);
    sigprocmask(SIG_SETMASK, &unblocked, NULL);
    if (import_watch_signal)
      break;
    failed = 0;
    w->changes.now = clock_monotonic();
    if (!code && !import_changes_wait(&w->changes))
      import_watch_round(w, &failed);
  }
  if (!import_watch_signal)
    return code;
  return import_watch_signal == SIGINT ? 130 : 0;
}

int import_watch(const struct command_line *line, const struct import_options *options,
    struct import_tally *t) {
  char why[PATH_MAX + 300] = "", *root = realpath(line->arguments[0], NULL);
  struct import_watching w = {.line = line,
      .options = *options,
      .root = root,
      .log = {.json = t->json, .quiet = t->quiet},
      .arena = arena_new(IMPORT_WATCH_MEMORY),
      .tally = t};
  import_watch_signal = 0;
  enum err e = root && w.arena ? tree_watch_new(root, import_changes_skips, NULL,
                                     &w.watch, why, sizeof why)
                               : ERR_NOMEM;
  if (e)
    complain("%s", *why ? why : err_text(e));
  int code = e ? exit_code_of(e) : import_watch_first(&w);
  if (!code)
    code = import_watch_loop(&w);
  tree_watch_free(w.watch);
  import_changes_free(&w.changes);
  import_watch_log_free(&w.log);
  arena_free(w.arena);
  free(root);
  return code;
}
