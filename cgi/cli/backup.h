/* A site saved to one file. */
#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H

#include "cli/command/command.h"

command_run backup_run;

#endif
