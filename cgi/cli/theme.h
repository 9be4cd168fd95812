/* The files of the theme. */
#ifndef CLI_THEME_H
#define CLI_THEME_H

#include "cli/command/command.h"

command_run theme_new;

#endif
