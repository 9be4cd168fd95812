/* The command "comment moderate": a queue of comments on a full screen. */
#ifndef CLI_MODERATION_MODERATE_H
#define CLI_MODERATION_MODERATE_H

#include "cli/command/command.h"

command_run moderate_run;

#endif
