/* Inside cli only: the comments that a command changes. */
#ifndef CLI_COMMENT_TARGETS_H
#define CLI_COMMENT_TARGETS_H

#include <stddef.h>

#include "cli/command/command_line.h"
#include "cli/comment_filter.h"
#include "site/comments/comment_bulk.h"

struct comment_targets {
  struct comment_bulk_item *items; /* comment_targets_free frees them */
  size_t count, room;
  unsigned statuses;   /* those of the selection; 0: the comments were named */
  int64_t except;      /* an article whose comments a selection leaves out; 0: none */
  size_t of_status[4]; /* how many of a selection have that enum comment_status */
};

/* Adds the IDs among the arguments; "-" stands for those on standard input, separated
 * by white space or commas. Returns 0, or the exit code after complaining: EX_USAGE
 * after all words that are no ID, EX_NOINPUT or EX_OSERR. */
int comment_targets_named(const struct command_line *line, struct comment_targets *out);

/* Adds all comments of a selection. */
enum err comment_targets_selected(struct site *site,
    const struct comment_selection *selection, struct comment_targets *out) MUST_USE;

/* Resolves the options and adds all comments that fit. Returns the exit code, after
 * complaining. */
int comment_targets_select(
    struct site *site, struct comment_filter *f, struct comment_targets *out);

/* Whether comments are either named or chosen by options; complains if not. */
bool comment_targets_are_clear(
    const struct command_line *line, const struct comment_filter *f);

/* Whether a change of a selection that can be undone needs the user's answer, or --yes:
 * if there is somebody to ask, or if it has more than a hundred comments. */
bool comment_targets_ask(const struct comment_targets *t);

/* "12 comments (10 approve, 2 hold)": a filter that fits more than was meant is seen.
 */
void comment_targets_describe(char *out, size_t size, const struct comment_targets *t);

void comment_targets_free(struct comment_targets *t);

#endif
