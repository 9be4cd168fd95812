/* Listing, counting and moderating comments. */
#ifndef CLI_COMMENT_H
#define CLI_COMMENT_H

#include "cli/command/command.h"

command_run comment_list, comment_get, comment_approve, comment_unapprove, comment_spam,
    comment_trash, comment_delete, comment_count;

#endif
