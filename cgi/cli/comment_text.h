/* Writing comments at the command line: replies, and changes to texts. */
#ifndef CLI_COMMENT_TEXT_H
#define CLI_COMMENT_TEXT_H

#include "cli/command/command.h"

command_run comment_reply_command, comment_edit_command;

#endif
