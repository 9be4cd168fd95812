/* Inside cli only: one import, with everything around it. */
#ifndef CLI_IMPORT_ROUND_H
#define CLI_IMPORT_ROUND_H

#include <stdbool.h>

#include "cli/command/command_line.h"
#include "import/import.h"

/* Waits for other imports, of which it tells unless `quiet`, opens the site, imports
 * `paths`, and closes the site. Failures of files are reported and change nothing about
 * the result. *opened is whether the site could be opened. Returns the exit code, after
 * complaining unless the report has said it. */
int import_round(const struct command_line *line, const char *const *paths,
    size_t count, const struct import_options *options, bool quiet,
    import_reporter *report, void *context, bool *opened) MUST_USE;

#endif
