/* Looking for damage in the database and for missing files. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/command/command.h"

command_run check_run;

#endif
