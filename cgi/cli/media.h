/* The pictures in media/ and their smaller copies. */
#ifndef CLI_MEDIA_H
#define CLI_MEDIA_H

#include "cli/command/command.h"

command_run media_refresh;

#endif
