/* Reloading the service. */
#ifndef CLI_RELOAD_H
#define CLI_RELOAD_H

#include "cli/command/command.h"

/* New processes may take three deadlines to get ready (web/supervisor.h): ninety
 * seconds with the default setting. Usually it is a fraction of a second. */
enum { RELOAD_SECONDS = 100 };

command_run reload_run;

/* Reloads the service of the site in `dir` and says so. Returns the exit code, after
 * complaining. */
int reload_now(const char *dir);

#endif
