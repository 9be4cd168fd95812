/* Help, printed from the table of commands. */
#ifndef CLI_HELP_HELP_H
#define CLI_HELP_HELP_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/command/command.h"

/* Prints all commands, one per line. */
void help_all(const struct command_table *table, FILE *out);

/* Prints the commands of a noun. False, printing nothing, if the table has none. */
bool help_noun(const struct command_table *table, FILE *out, const char *noun);

/* Explains a command with its options and examples on standard output. */
void help_command(const struct command *c);

/* Explains what the words name: a command of one word or two, a noun, or everything if
 * both are NULL. Returns the exit code, after complaining about an unknown name. */
int help_about(
    const struct command_table *table, const char *first, const char *second);

/* Complains that `word` is not a command (noun NULL) or not a verb of `noun`, suggests
 * a similar one, and says where the help is. */
void help_unknown(
    const struct command_table *table, const char *noun, const char *word);

/* The commands "help" and "version". version_run takes NULL as well. */
command_run help_run, version_run;

#endif
