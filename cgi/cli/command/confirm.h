/* Asking before something is lost. */
#ifndef CLI_COMMAND_CONFIRM_H
#define CLI_COMMAND_CONFIRM_H

#include <stdbool.h>

/* True if `yes` is set or the person at the terminal answers yes to `question`.
 * Complains if there is no terminal to ask on. */
bool confirm(bool yes, const char *question);

#endif
