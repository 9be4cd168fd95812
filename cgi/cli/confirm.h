/* Asking before something is lost. */
#ifndef CLI_CONFIRM_H
#define CLI_CONFIRM_H

#include <stdbool.h>

/* True when `yes` is set or the person at the terminal says so; complains where there
 * is nobody to ask. */
bool confirm(bool yes, const char *question);

#endif
