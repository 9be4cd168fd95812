/* Importing articles. */
#ifndef CLI_IMPORT_H
#define CLI_IMPORT_H

#include "cli/command/command.h"

command_run import_run_command;

#endif
