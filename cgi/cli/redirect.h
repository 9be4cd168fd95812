/* The commands "redirect ...". */
#ifndef CLI_REDIRECT_H
#define CLI_REDIRECT_H

#include "cli/command/command_line.h"

int redirect_list(const struct command_line *line);
int redirect_add_command(const struct command_line *line);
int redirect_remove(const struct command_line *line);
int redirect_import(const struct command_line *line);

#endif
