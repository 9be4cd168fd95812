/* Publishing, unpublishing, scheduling and deleting posts. */
#ifndef CLI_POST_STATE_H
#define CLI_POST_STATE_H

#include "cli/command/command.h"

command_run post_publish, post_unpublish, post_schedule, post_delete;

#endif
