/* Closing and opening comments: of posts, or of the whole site. */
#ifndef CLI_COMMENT_CLOSING_H
#define CLI_COMMENT_CLOSING_H

#include "cli/command/command.h"

command_run comment_close_command, comment_open_command;

#endif
