#include "cli/database.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/progress.h"
#include "cli/reload.h"
#include "ops/database_copy.h"
#include "ops/reload.h"
#include "ops/service.h"
#include "site/site_open.h"

struct database_progress {
  struct progress bar;
  enum transfer_stage stage;
  bool has_begun, quiet;
};

static void database_on_progress(
    void *context, enum transfer_stage stage, int64_t rows, int64_t total) {
  static const char *const what[] = {
      [TRANSFER_COPYING] = "rows copied", [TRANSFER_COMPARING] = "rows compared"};
  struct database_progress *p = context;
  if (!p->has_begun || p->stage != stage) {
    progress_end(&p->bar);
    progress_start(&p->bar, what[stage], total, p->quiet);
    p->stage = stage;
    p->has_begun = true;
  }
  progress_add(&p->bar, rows - p->bar.done);
}

/* The directory of the site that is to use the copy, which the caller frees; NULL if
 * none is. Returns the exit code. */
static int database_find_site(const struct command_line *line, char **dir) {
  char why[400];
  bool is_asked = command_line_flag(line, "switch");
  const char *from = line->arguments[0], *to = line->arguments[1];
  enum err e = site_locate(line->dir, dir, why, sizeof why);
  if (e && is_asked) {
    complain("%s", why);
    return exit_code_of(e);
  }
  /* Who has changed the setting first wants the same. */
  if (!e && !is_asked &&
      !(database_copy_is_wanted(*dir, to) &&
          database_copy_is_of_site(*dir, from, to))) {
    free(*dir);
    *dir = NULL;
  }
  return 0;
}

/* Processes in their sandbox cannot reach a server, nor can those of PostgreSQL know
 * that the blog has moved. */
static int database_reload(const char *dir) {
  char why[600];
  enum err e = reload_service(dir, RELOAD_SECONDS, why, sizeof why);
  if (e == ERR_NOT_FOUND)
    return 0;
  if (!e) {
    puts("Reloaded pamphlet.fcgi, which uses the copy now.");
    return 0;
  }
  complain("the blog has moved, but pamphlet.fcgi was not reloaded: %s. Run \"pamphlet"
           " reload\" as its user",
      *why ? why : err_text(e));
  return exit_code_of(e);
}

static int database_copy_now(const struct command_line *line, const char *dir) {
  char why[PATH_MAX + 300];
  struct database_progress p = {.quiet = command_line_flag(line, "quiet")};
  struct database_copy copy = {
      line->arguments[0], line->arguments[1], dir, database_on_progress, &p};
  struct transfer_done done;
  enum err e = database_copy(&copy, &done, why, sizeof why);
  progress_end(&p.bar);
  if (e) {
    complain("%s", why);
    return exit_code_of(e);
  }
  printf("Copied %lld row%s and compared the copy with the original.\n",
      (long long)done.rows, plural(done.rows));
  printf("Nobody could write for %.2f s at the end", (double)done.locked / 1e6);
  if (done.changed)
    printf(", when what had changed meanwhile was copied again");
  puts(".");
  if (!dir)
    return 0;
  puts(
      db_is_address(copy.from)
          ? "This site uses the file now; the database in PostgreSQL is marked as moved."
          : "This site uses the copy now. The former database is pamphlet.db.moved:"
            " delete it\nwhen you no longer need it.");
  return database_reload(dir);
}

int database_copy_run(const struct command_line *line) {
  char *dir = NULL, why[400];
  int lock = -1;
  int code = database_find_site(line, &dir);
  /* Held until the end, so that no restore replaces the site meanwhile. */
  if (!code && dir && service_share(dir, &lock, why, sizeof why) == ERR_BUSY) {
    complain("%s", why);
    code = exit_code_of(ERR_BUSY);
  }
  if (!code)
    code = database_copy_now(line, dir);
  if (lock >= 0)
    close(lock);
  free(dir);
  return code;
}
