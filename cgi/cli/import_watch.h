/* "pamphlet import --watch". */
#ifndef CLI_IMPORT_WATCH_H
#define CLI_IMPORT_WATCH_H

#include "cli/command/command_line.h"
#include "cli/import_tally.h"

/* True if what the command names can be watched: one folder. Complains if not. */
bool import_watch_may(
    const struct command_line *line, const struct import_options *options);

/* Imports the folder, and then what changes in it, until a signal ends that or the
 * folder is gone. `t` is for the first import, and says how to print. Returns the exit
 * code: 0 after SIGTERM, 130 after SIGINT. */
int import_watch(const struct command_line *line, const struct import_options *options,
    struct import_tally *t) MUST_USE;

#endif
