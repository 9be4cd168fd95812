/* Showing and changing the settings in site.ini. */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "cli/command/command.h"

command_run config_list, config_get, config_set;

#endif
