/* Inside cli/help only: the completion script for fish. */
#ifndef CLI_HELP_COMPLETION_FISH_H
#define CLI_HELP_COMPLETION_FISH_H

#include "cli/command/command.h"

/* Prints the script, written from the table, on standard output. */
void completion_fish(const struct command_table *table);

#endif
