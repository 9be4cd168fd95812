/* A new site. */
#ifndef CLI_INIT_H
#define CLI_INIT_H

#include "cli/command/command.h"

command_run init_run;

#endif
