/* The options that choose comments: the same for "comment list", "comment count" and
 * the commands that change comments. */
#ifndef CLI_COMMENT_FILTER_H
#define CLI_COMMENT_FILTER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/crypt.h"
#include "cli/command/command_line.h"
#include "db/model/comment_select.h"
#include "site/core/site.h"

struct comment_filter {
  struct comment_selection selection;
  bool is_given;                         /* one of the options was */
  bool has_status;                       /* --status was */
  const char *post, *ip, *since, *until; /* as typed; NULL: not given */
  uint8_t network[CRYPT_HASH];           /* what selection.network points to */
};

/* Reads the options as far as that takes no site. False after complaining, also
 * about an empty value. */
bool comment_filter_read(const struct command_line *line, struct comment_filter *out);

/* Completes the selection: finds the article, hashes the address, reads the dates in
 * the time zone of the site. *f must not move afterwards. Returns the exit code, after
 * complaining. */
int comment_filter_resolve(
    struct site *site, struct arena *a, struct comment_filter *f);

#endif
