/* Inside cli/help only: the completion script for zsh. */
#ifndef CLI_HELP_COMPLETION_ZSH_H
#define CLI_HELP_COMPLETION_ZSH_H

#include "cli/command/command.h"

/* Prints the script, written from the table, on standard output. */
void completion_zsh(const struct command_table *table);

#endif
