/* Inside cli/help only: the completion script for bash. */
#ifndef CLI_HELP_COMPLETION_BASH_H
#define CLI_HELP_COMPLETION_BASH_H

#include "cli/command/command.h"

/* Prints the script, written from the table, on standard output. */
void completion_bash(const struct command_table *table);

#endif
