/* The one table from errors to exit codes (sysexits.h). */
#ifndef CLI_COMMAND_EXIT_CODE_H
#define CLI_COMMAND_EXIT_CODE_H

#include "base/err.h"

/* The exit code of an error; EX_SOFTWARE for a value that is not an error. */
int exit_code_of(enum err e);

#endif
