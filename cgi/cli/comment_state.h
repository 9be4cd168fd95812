/* Changing what becomes of comments: of those that are named, or of all that options
 * choose. */
#ifndef CLI_COMMENT_STATE_H
#define CLI_COMMENT_STATE_H

#include "cli/command/command.h"

command_run comment_approve, comment_unapprove, comment_spam, comment_unspam,
    comment_trash, comment_untrash, comment_delete;

#endif
