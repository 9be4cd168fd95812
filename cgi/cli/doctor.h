/* Diagnosis of a site, its service and its web server. */
#ifndef CLI_DOCTOR_H
#define CLI_DOCTOR_H

#include "cli/command/command.h"

command_run doctor_run;

#endif
