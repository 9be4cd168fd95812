/* A Webmention that arrives: another site says that one of its pages links to ours. */
#ifndef SITE_WEBMENTION_MENTION_RECEIVE_H
#define SITE_WEBMENTION_MENTION_RECEIVE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

#define MENTION_RECEIVE_PATH "/comment/webmention/"

struct mention_received {
  const char *source, *target; /* as sent; NULL: missing */
  const char *address;         /* of the sender, or NULL */
  int64_t now;
};

/* Notes it for the process that reads the page; nothing is requested now. ERR_NOT_FOUND
 * if the site receives none; ERR_SYNTAX if source or target is no web address, or the
 * target is not a public article of this site, or both are the same; ERR_TOO_QUICK if
 * the network has sent too many, or too many wait; errors of txn_write. */
enum err mention_receive(
    struct site *site, struct arena *a, const struct mention_received *m) MUST_USE;

#endif
