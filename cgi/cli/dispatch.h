/* From the words that were typed to the command they call. */
#ifndef CLI_DISPATCH_H
#define CLI_DISPATCH_H

#include "cli/command/command.h"

/* Runs the command that `argv`, ended by NULL, calls by `table`. Returns the exit code.
 */
int dispatch(const struct command_table *table, int argc, char **argv);

#endif
