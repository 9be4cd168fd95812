/* The commands "mail status", "mail retry", "mail test" and "mail author". */
#ifndef CLI_MAIL_H
#define CLI_MAIL_H

#include "cli/command/command_line.h"

int mail_status_command(const struct command_line *line);
int mail_retry_command(const struct command_line *line);
int mail_test_command(const struct command_line *line);
int mail_author_command(const struct command_line *line);

#endif
