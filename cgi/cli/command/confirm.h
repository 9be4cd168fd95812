/* Asking before something is lost. */
#ifndef CLI_COMMAND_CONFIRM_H
#define CLI_COMMAND_CONFIRM_H

#include <stdbool.h>

#include "cli/command/command_line.h"

/* Whether the user has confirmed by --yes or --force. The latter is the name that
 * wp-cli users know; both mean the same. */
bool confirm_is_given(const struct command_line *line);

/* Whether there is a terminal to ask on. */
bool confirm_can_ask(void);

/* True if `yes` is set or the person at the terminal answers yes to `question`.
 * Complains if there is no terminal to ask on. */
bool confirm(bool yes, const char *question);

#endif
