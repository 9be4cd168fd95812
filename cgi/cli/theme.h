/* Choosing, checking and writing themes. */
#ifndef CLI_THEME_H
#define CLI_THEME_H

#include "cli/command/command.h"

command_run theme_list, theme_use, theme_check_command, theme_new;

#endif
