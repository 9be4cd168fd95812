/* Blocking the networks that comments came from. */
#ifndef CLI_COMMENT_BLOCK_H
#define CLI_COMMENT_BLOCK_H

#include "cli/command/command.h"

command_run comment_block, comment_unblock, comment_blocked;

#endif
