/* Inside cli/: completion, one shell a file, from the table of commands. */
#ifndef CLI_HELP_COMPLETION_H
#define CLI_HELP_COMPLETION_H

#include <stdbool.h>

#include "cli/command/command.h"

void completion_bash(void);
void completion_zsh(void);
void completion_fish(void);

/* True for a command of that noun. */
bool completion_is_of(const struct command *c, const char *noun);

/* True for a command whose argument is one of the words of its synopsis. */
bool completion_has_words(const struct command *c);

/* True for a command whose first argument is the name of a setting. */
bool completion_has_setting(const struct command *c);

/* Prints the names of all settings with spaces between. */
void completion_settings(void);

/* The kind of thing that an argument or a value "ID" numbers, "post" or "comment"; NULL
 * for another one. `what` is the synopsis, or the option's value. */
const char *completion_ids(const struct command *c, const char *what);

/* The field of such a thing that tells a person what it is. */
const char *completion_ids_field(const char *kind);

/* True for the first command of its noun in the table; each noun is listed once. */
bool completion_is_first(const struct command *c);

/* What a noun is, for a list: "Posts: list, get, create ...". */
void completion_verbs(const char *noun, const char *between);

/* Prints a text inside single quotes of the shell, `quote` for each in it; bytes of
 * `escaped` get a backslash. */
void completion_quote(const char *text, const char *quote, const char *escaped);

/* Prints words that "|" separates with spaces between. */
void completion_words(const char *words);

#endif
