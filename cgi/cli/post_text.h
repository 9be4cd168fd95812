/* Inside cli only: the texts and fields of posts, from files and options. */
#ifndef CLI_POST_TEXT_H
#define CLI_POST_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "cli/command/command_line.h"
#include "import/compose/compose.h"

enum { POST_CHANGES = 16 };

/* The changes that the options of a command ask for; their strings belong to `line`. */
struct post_changes {
  struct compose_change list[POST_CHANGES];
  size_t count;
};
void post_text_changes(const struct command_line *line, struct post_changes *out);

/* Reads a file, or standard input for "-", into `a`, and puts its text, size and path
 * into *out. Returns the exit code, after complaining: EX_NOINPUT, EX_OSERR. */
int post_text_read(struct arena *a, const char *file, struct compose *out);

/* For compose_save: complains that a part of a text was not imported. `context` is the
 * name to mention, "post 7" or "new.md"; `line` is 0 for the whole text. */
void post_text_note(void *context, int line, const char *note);

/* Complains that a text was refused: "NAME:LINE: sentence", or `e` if *problem has no
 * sentence. */
void post_text_refuse(
    const char *name, const struct parse_problem *problem, enum err e);

#endif
