/* Editing a post in the author's editor. */
#ifndef CLI_POST_EDIT_H
#define CLI_POST_EDIT_H

#include "cli/command/command.h"

command_run post_edit;

#endif
