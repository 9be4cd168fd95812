/* Which articles "post list" shows. */
#ifndef CLI_POST_FILTER_H
#define CLI_POST_FILTER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "cli/command/command_line.h"
#include "db/model/article.h"
#include "site/core/site.h"

struct post_filter {
  struct article_filter kinds;
  const char *author, *category, *tag; /* a name or slug; NULL: any */
};

/* Reads the options of the command. False after complaining. */
bool post_filter_read(const struct command_line *line, struct post_filter *out);

/* *fits tells whether an article passes. A category stands for those below it too, as
 * in its list. `a` is for scratch memory. */
enum err post_filter_fits(struct site *site, struct arena *a,
    const struct post_filter *f, const struct article *r, bool *fits) MUST_USE;

#endif
