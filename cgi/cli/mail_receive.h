/* The command "mail receive", which a mail system runs. */
#ifndef CLI_MAIL_RECEIVE_H
#define CLI_MAIL_RECEIVE_H

#include "cli/command/command_line.h"

int mail_receive_command(const struct command_line *line);

#endif
