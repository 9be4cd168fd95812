/* "post live": dated updates of a post. */
#ifndef CLI_POST_LIVE_H
#define CLI_POST_LIVE_H

#include "cli/command/command_line.h"

command_run post_live;

#endif
