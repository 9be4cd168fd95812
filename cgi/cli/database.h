/* Moving the database of a blog. */
#ifndef CLI_DATABASE_H
#define CLI_DATABASE_H

#include "cli/command/command.h"

command_run database_copy_run;

#endif
