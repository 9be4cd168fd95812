#include "cli/command/command.h"
#include "import/common/import_charset.h"
#include "import/common/import_format.h"

#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/import_tally.h"
#include "ops/service.h"
#include "site/site_open.h"

/* Imports into one site come one after the other: each looks first what is there. Gives
 * the place, to be closed, or -1: what keeps it from there keeps it from the site too,
 * where it is said. */
static int queue_up(const struct command_line *line, bool quiet) {
  char why[400], *dir = NULL;
  int fd = -1;
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (!e)
    e = service_queue(dir, false, &fd);
  if (e == ERR_BUSY) {
    if (!quiet)
      command_complain(
          "another import into this site is going on: this one waits for it");
    e = service_queue(dir, true, &fd);
  }
  free(dir);
  return e ? -1 : fd;
}

int import_run_command(const struct command_line *line) {
  int code = 0;
  struct import_tally t = {.dry = line->values[0] != NULL,
      .quiet = line->values[1] != NULL,
      .json = line->values[2] != NULL};
  struct import_options options = {.dry_run = t.dry,
      .source_dir = line->values[4],
      .charset = line->values[5],
      .prune = line->values[6] != NULL};
  if (line->values[3] && !import_format_find(line->values[3], &options.format)) {
    command_complain("--format must be markdown, html, wxr or auto");
    return EX_USAGE;
  }
  if (options.charset && !import_charset_is_known(options.charset)) {
    command_complain(
        "--charset must name an encoding, like ISO-8859-1 (iconv -l lists them)");
    return EX_USAGE;
  }
  int place = t.dry ? -1 : queue_up(line, t.quiet);
  struct site *site = command_open(line, t.dry ? COMMAND_READS : COMMAND_WRITES, &code);
  if (!site) {
    if (place >= 0)
      close(place);
    return code;
  }
  progress_start(&t.progress, "files", 0, t.quiet || t.json);
  enum err e = import_paths(
      site, line->arguments, line->count, &options, import_tally_report, &t);
  site_close(site);
  if (place >= 0)
    close(place);
  bool failed = t.counts[IMPORT_FAILED] != 0;
  import_tally_end(&t);
  if (e && e != ERR_NOT_FOUND) {
    command_complain("the import stopped: %s", err_text(e));
    return exit_of(e);
  }
  return e ? exit_of(e) : failed ? EX_DATAERR : 0;
}
