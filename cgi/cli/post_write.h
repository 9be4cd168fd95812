/* Creating and updating posts from files and options. */
#ifndef CLI_POST_WRITE_H
#define CLI_POST_WRITE_H

#include "cli/command/command.h"

command_run post_create, post_update;

#endif
