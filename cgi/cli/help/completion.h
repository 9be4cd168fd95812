/* The command "completion". */
#ifndef CLI_HELP_COMPLETION_H
#define CLI_HELP_COMPLETION_H

#include "cli/command/command.h"

command_run completion_run;

#endif
