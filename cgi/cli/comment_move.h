/* Moving comments to another article. */
#ifndef CLI_COMMENT_MOVE_H
#define CLI_COMMENT_MOVE_H

#include "cli/command/command.h"

command_run comment_move_command;

#endif
