/* The commands of the learned spam filter: what it knows, and why it judges as it does.
 */
#ifndef CLI_SPAM_H
#define CLI_SPAM_H

#include "cli/command/command_line.h"

int spam_status(const struct command_line *line);
int spam_explain(const struct command_line *line);
int spam_train(const struct command_line *line);
int spam_reset(const struct command_line *line);

#endif
