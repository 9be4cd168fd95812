/* The words typed after a command, read by its entry in the table. */
#ifndef CLI_COMMAND_COMMAND_LINE_H
#define CLI_COMMAND_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/command/command.h"

struct command_line {
  const struct command_table *table;
  const struct command *command;       /* the one that was typed, of the table */
  const char *dir;                     /* the value of -C; NULL: not given */
  const char *values[COMMAND_OPTIONS]; /* in the order of the command's options; NULL:
                                          not given. Use the functions below */
  const char *const *arguments;
  size_t count;
};

enum command_line_result {
  COMMAND_LINE_READ,
  COMMAND_LINE_HELP,    /* --help was among the words */
  COMMAND_LINE_REFUSED, /* after complaining */
  COMMAND_LINE_NOMEM    /* after complaining */
};

/* Reads `argc` words into *line, whose table, command and dir are set. Options may
 * precede or follow arguments; "--" ends the options. The strings of *line point into
 * `argv`. On COMMAND_LINE_READ the caller calls command_line_free. */
enum command_line_result command_line_read(
    struct command_line *line, int argc, char **argv);

void command_line_free(struct command_line *line);

/* The value given for an option; NULL if it was not given. Asking for an option that
 * the command does not have, or for the value of a flag, is a defect: it aborts. */
const char *command_line_value(const struct command_line *line, const char *name);

/* True if a flag was given. Aborts like command_line_value. */
bool command_line_flag(const struct command_line *line, const char *name);

#endif
