/* Listing and showing posts and pages. */
#ifndef CLI_POST_H
#define CLI_POST_H

#include "cli/command/command.h"

command_run post_list, post_get;

#endif
