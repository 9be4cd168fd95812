/* Showing and changing the settings in site.ini. */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "cli/command/command.h"

command_run config_list, config_get, config_set;

/* Sets one setting as "config set" does. Returns the exit code, after complaining. */
int config_set_value(
    const struct command_line *line, const char *name, const char *value);

#endif
