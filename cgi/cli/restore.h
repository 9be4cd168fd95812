/* A site brought back from a backup. */
#ifndef CLI_RESTORE_H
#define CLI_RESTORE_H

#include "cli/command/command.h"

command_run restore_run;

#endif
