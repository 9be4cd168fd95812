#include "cli/import_round.h"

#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "ops/service.h"
#include "site/site_open.h"

/* Waits for other imports into the site: each compares the files with what the site
 * has, which must not change meanwhile. Returns a descriptor to close when the import
 * is done, or -1 on an error, which opening the site then meets too and reports.
 *
 * Tried without waiting first, so that the user learns what the command is waiting
 * for. */
static int import_round_wait(const struct command_line *line, bool quiet) {
  char why[400], *dir = NULL;
  int fd = -1;
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (!e)
    e = service_queue(dir, false, &fd);
  if (e == ERR_BUSY) {
    if (!quiet)
      complain("another import into this site is running: waiting for it to finish");
    e = service_queue(dir, true, &fd);
  }
  free(dir);
  return e ? -1 : fd;
}

int import_round(const struct command_line *line, const char *const *paths,
    size_t count, const struct import_options *options, bool quiet,
    import_reporter *report, void *context, bool *opened) {
  int code = 0;
  bool dry = options->dry_run;
  /* A dry run changes nothing, so it neither waits nor lets others wait. */
  int turn = dry ? -1 : import_round_wait(line, quiet);
  struct site *site =
      command_site_open(line, dry ? COMMAND_SITE_READS : COMMAND_SITE_WRITES, &code);
  *opened = site != NULL;
  enum err e = site ? import_paths(site, paths, count, options, report, context) : OK;
  site_close(site);
  if (turn >= 0)
    /* After the site is closed: the next import waits for this descriptor alone, and is
     * to find the database unused. */
    close(turn);
  /* ERR_NOT_FOUND is about a file, which the report has named already. */
  if (e && e != ERR_NOT_FOUND)
    complain("import failed: %s", err_text(e));
  return e ? exit_code_of(e) : code;
}
