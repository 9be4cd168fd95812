/* The command "manual": man pages from the tables of commands and settings. */
#ifndef CLI_HELP_MANUAL_H
#define CLI_HELP_MANUAL_H

#include "cli/command/command.h"

command_run manual_run;

#endif
