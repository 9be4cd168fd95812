/* Reloading the service. */
#ifndef CLI_RELOAD_H
#define CLI_RELOAD_H

#include "cli/command/command.h"

command_run reload_run;

/* Reloads the service of the site in `dir` and says so. Returns the exit code, after
 * complaining. */
int reload_now(const char *dir);

#endif
