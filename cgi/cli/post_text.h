/* Texts of posts on their way in: files, and options. */
#ifndef CLI_POST_TEXT_H
#define CLI_POST_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "cli/command/command.h"
#include "import/compose/compose.h"

/* Place of the options in the table of commands: those for front matter come first. */
enum {
  POST_MATTER = 12,
  POST_CONTENT = POST_MATTER,
  POST_OTHER = POST_CONTENT + 1 /* those of one verb alone */
};

/* What the options of a line change. */
struct post_changes {
  struct compose_change list[POST_MATTER];
  size_t count;
};
void post_changes(const struct command_line *line, struct post_changes *out);

/* Reads a file, or standard input for "-", into the arena, and puts it and where it is
 * from into `out`. False after complaining. */
bool post_read_file(struct arena *a, const char *file, struct compose *out);

/* Says that something of the text of a post is not taken over; for compose_save,
 * `context` the name to say, "post 7" or "new.md". */
void post_note(void *context, int line, const char *note);

/* "post 7: line 3: sentence" or the like, for command_complain. */
void post_refuse(const char *name, const struct parse_problem *problem, enum err e);

#endif
