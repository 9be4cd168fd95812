/* Former versions of posts. */
#ifndef CLI_POST_REVISIONS_H
#define CLI_POST_REVISIONS_H

#include "cli/command/command.h"

command_run post_revisions, post_diff, post_restore;

#endif
