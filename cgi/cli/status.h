/* The state of the blog on one screen. */
#ifndef CLI_STATUS_H
#define CLI_STATUS_H

#include "cli/command/command.h"

command_run status_run;

#endif
