/* The verbs of "privacy": what is stored about one person. */
#ifndef CLI_PRIVACY_H
#define CLI_PRIVACY_H

#include "cli/command/command.h"

command_run privacy_export, privacy_erase;

#endif
