/* The one table from errors to exit codes (sysexits.h). */
#ifndef CLI_EXIT_H
#define CLI_EXIT_H

#include "base/err.h"

/* The exit code of an error; EX_SOFTWARE for a value that is none. */
int exit_of(enum err e);

#endif
