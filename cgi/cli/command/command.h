/* A command: the words that call it, its options, its help and its function. Dispatch,
 * help, man pages and completion all read the same table of these. */
#ifndef CLI_COMMAND_COMMAND_H
#define CLI_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum { COMMAND_OPTIONS = 24, COMMAND_NAME = 80 };

struct command_line;

/* Runs a command; returns the exit code. */
typedef int command_run(const struct command_line *line);

struct command_option {
  const char *name;  /* "format", typed as --format */
  const char *value; /* "ID", or the choices "json|csv"; NULL: a flag, without value */
  const char *meaning; /* for help: begins with a capital, ends without a full stop */
};

struct command {
  const char *noun, *verb; /* noun NULL: a command of one word */
  const char *arguments;   /* as the synopsis shows them: "ID ... DATE"; "" for none */
  const char *summary;     /* an imperative sentence without a full stop */
  struct command_option options[COMMAND_OPTIONS]; /* ended by a NULL name */
  const char *examples;                           /* lines that each end in "\n" */
  size_t least;                                   /* arguments it requires */
  command_run *run;
};

/* A former noun that still works, with a notice. Help and completion hide it. */
struct command_alias {
  const char *former, *noun;
};

struct command_table {
  const struct command *commands;      /* ended by a NULL verb */
  const struct command_alias *aliases; /* ended by a NULL noun */
};

/* The command of a noun (NULL: none) and a verb; NULL if the table does not have it. */
const struct command *command_find(
    const struct command_table *table, const char *noun, const char *verb);

/* True if the table has commands of that noun. */
bool command_has_noun(const struct command_table *table, const char *noun);

/* The current name of a former noun; NULL if `word` is not one. */
const char *command_noun_of(const struct command_table *table, const char *word);

/* Writes the words that call a command, "post list", into `out` and returns it. */
const char *command_name(const struct command *c, char out[COMMAND_NAME]);

/* The option of that name (`size` bytes of it); NULL if the command has none. */
const struct command_option *command_option(
    const struct command *c, const char *name, size_t size);

/* True if a value or an argument is one of several words: "table|json". */
bool command_is_choice(const char *value);

/* True if a value or an argument names a file or a folder: "FILE|-". NULL is neither.
 */
bool command_is_file(const char *value);

#endif
