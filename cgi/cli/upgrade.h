/* Upgrading the database of a site. */
#ifndef CLI_UPGRADE_H
#define CLI_UPGRADE_H

#include "cli/command/command.h"

command_run upgrade_run;

#endif
