/* Inside cli/help only: what the completion scripts of all shells have in common. */
#ifndef CLI_HELP_COMPLETE_H
#define CLI_HELP_COMPLETE_H

#include <stdbool.h>

#include "cli/command/command.h"

/* True for a command of that noun. */
bool complete_is_of(const struct command *c, const char *noun);

/* True for a command whose first argument is the name of a setting. */
bool complete_has_setting(const struct command *c);

/* Prints the names of all settings, separated by spaces. */
void complete_settings(void);

/* The kind of thing, "post" or "comment", whose IDs complete an argument or an option's
 * value; NULL if it is not an ID. `what` is c->arguments, or the value of an option. */
const char *complete_ids(const struct command *c, const char *what);

/* The field that tells a person which thing of that kind it is: "title", "author". */
const char *complete_ids_field(const char *kind);

/* True for the first command of its noun, so that each noun is offered once. */
bool complete_is_first(const struct command_table *table, const struct command *c);

/* Prints the verbs of a noun with `between` between them. */
void complete_verbs(
    const struct command_table *table, const char *noun, const char *between);

/* Prints a text for inside single quotes of the shell: `quote` for each single quote in
 * it, and a backslash before each byte of `escaped`. */
void complete_quote(const char *text, const char *quote, const char *escaped);

/* Prints the choices of a value, "table|json", separated by spaces. */
void complete_choices(const char *value);

#endif
