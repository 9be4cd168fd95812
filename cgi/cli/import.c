#include "cli/import.h"

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/import_round.h"
#include "cli/import_tally.h"
#include "cli/import_watch.h"
#include "cli/output/complain.h"
#include "import/common/import_charset.h"
#include "import/common/import_format.h"

static int import_list_formats(void) {
  for (int f = IMPORT_AUTO + 1; f < IMPORT_UNKNOWN; f++) {
    enum import_format format = (enum import_format)f;
    printf("%-11s  %s\n", import_format_name(format), import_format_meaning(format));
  }
  return 0;
}

int import_run_command(const struct command_line *line) {
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
  bool is_watched = command_line_flag(line, "watch");
  if (is_watched && !import_watch_may(line, &options))
    return EX_USAGE;
  /* How many files there are is known later: import_tally_expect. */
  progress_start(&t.progress, "files", 0, t.quiet || t.json);
  if (is_watched)
    return import_watch(line, &options, &t);
  bool opened = false;
  int code = import_round(line, line->arguments, line->count, &options, t.quiet,
      import_tally_report, &t, &opened);
  /* There is nothing to count. */
  if (!opened)
    return code;
  /* Files that failed do not stop an import, but they give EX_DATAERR. */
  bool failed = t.counts[IMPORT_FAILED] || t.counts[IMPORT_ERROR];
  import_tally_end(&t);
  return code ? code : t.code ? t.code : failed ? EX_DATAERR : 0;
}
