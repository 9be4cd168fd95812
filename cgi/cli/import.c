#include "cli/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/import_tally.h"
#include "cli/output/complain.h"
#include "import/common/import_charset.h"
#include "import/common/import_format.h"
#include "ops/service.h"
#include "site/site_open.h"

/* Waits for other imports into the site: each compares the files with what the site
 * has, which must not change meanwhile. Returns a descriptor to close when the import
 * is done, or -1 on an error, which opening the site then meets too and reports.
 *
 * Tried without waiting first, so that the user learns what the command is waiting
 * for. */
static int import_wait_turn(const struct command_line *line, bool quiet) {
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

static int import_list_formats(void) {
  for (int f = IMPORT_AUTO + 1; f < IMPORT_UNKNOWN; f++) {
    enum import_format format = (enum import_format)f;
    printf("%-10s  %s\n", import_format_name(format), import_format_meaning(format));
  }
  return 0;
}

int import_run_command(const struct command_line *line) {
  int code = 0;
  struct import_tally t = {.dry = command_line_flag(line, "dry-run"),
      .quiet = command_line_flag(line, "quiet"),
      .verbose = command_line_flag(line, "verbose"),
      .json = command_line_flag(line, "json"),
      .on_terminal = isatty(STDOUT_FILENO) != 0};
  struct import_options options = {.dry_run = t.dry,
      .source_dir = command_line_value(line, "source-dir"),
      .charset = command_line_value(line, "charset"),
      .prune = command_line_flag(line, "prune"),
      .keep_addresses = command_line_flag(line, "keep-addresses"),
      .old_urls = command_line_value(line, "old-urls")};
  const char *format = command_line_value(line, "format");
  if (command_line_flag(line, "list-formats"))
    return import_list_formats();
  /* Options are checked before the site is opened, and before the wait. */
  if (!line->count && !options.old_urls) {
    complain("nothing to import: name a file or a folder");
    return EX_USAGE;
  }
  if (format && !import_format_find(format, &options.format)) {
    complain(
        "unknown format \"%.40s\": see \"pamphlet import --list-formats\"", format);
    return EX_USAGE;
  }
  if (options.charset && !import_charset_is_known(options.charset)) {
    complain(
        "--charset must name an encoding, such as ISO-8859-1 (iconv -l lists them)");
    return EX_USAGE;
  }
  /* A dry run changes nothing, so it neither waits nor lets others wait. */
  int turn = t.dry ? -1 : import_wait_turn(line, t.quiet);
  struct site *site =
      command_site_open(line, t.dry ? COMMAND_SITE_READS : COMMAND_SITE_WRITES, &code);
  if (!site) {
    if (turn >= 0)
      close(turn);
    return code;
  }
  /* How many files there are is known later: import_tally_expect. */
  progress_start(&t.progress, "files", 0, t.quiet || t.json);
  enum err e = import_paths(
      site, line->arguments, line->count, &options, import_tally_report, &t);
  site_close(site);
  if (turn >= 0)
    /* After the site is closed: the next import waits for this descriptor alone, and is
     * to find the database unused. */
    close(turn);
  /* Files that failed do not stop an import, but they give EX_DATAERR. */
  bool failed = t.counts[IMPORT_FAILED] || t.counts[IMPORT_ERROR];
  import_tally_end(&t);
  /* ERR_NOT_FOUND is about a file, which the report has named already. */
  if (e && e != ERR_NOT_FOUND) {
    complain("import failed: %s", err_text(e));
    return exit_code_of(e);
  }
  return e ? exit_code_of(e) : t.code ? t.code : failed ? EX_DATAERR : 0;
}
