/* Emptying the trash and spam. */
#ifndef CLI_COMMENT_EMPTY_H
#define CLI_COMMENT_EMPTY_H

#include "cli/command/command.h"

command_run comment_empty_trash;

#endif
