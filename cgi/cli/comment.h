/* Listing, showing and counting comments. */
#ifndef CLI_COMMENT_H
#define CLI_COMMENT_H

#include "cli/command/command.h"

command_run comment_list, comment_get, comment_count;

#endif
