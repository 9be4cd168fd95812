/* Exporting a site. */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "cli/command/command.h"

command_run export_run;

#endif
