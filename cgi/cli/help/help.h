/* Help, made from the table of commands. */
#ifndef CLI_HELP_HELP_H
#define CLI_HELP_HELP_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/command/command.h"

/* All commands, one a line. */
void help_all(FILE *out);

/* The verbs of a noun; false if there is no such noun. */
bool help_noun(FILE *out, const char *noun);
bool help_has_noun(const char *noun);

/* Explains to standard output a command with its options and examples. */
void help_command(const struct command *c);

/* The same for what was typed: a command of one word or two, a noun, or nothing, which
 * is all of them. Returns the exit code, after complaining of what there is not. */
int help_about(const char *first, const char *second);

/* Says that `word` is no command (noun NULL) or no verb of `noun`, which was perhaps
 * meant, and where help is. */
void help_unknown(const char *noun, const char *word);

#endif
