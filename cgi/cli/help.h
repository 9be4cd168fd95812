/* Help, made from the table of commands. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/command.h"

/* All commands, one a line; and one command with its options and examples, to standard
 * output. */
void help_all(FILE *out);
void help_command(const struct command *c);

/* The verbs of a noun; false if there is no such noun. */
bool help_noun(FILE *out, const char *noun);

/* Says that `word` is no command (noun NULL) or no verb of `noun`, and which was
 * perhaps meant. */
void help_unknown(const char *noun, const char *word);

#endif
