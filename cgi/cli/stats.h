/* The blog in numbers. */
#ifndef CLI_STATS_H
#define CLI_STATS_H

#include "cli/command/command.h"

command_run stats_run;

#endif
