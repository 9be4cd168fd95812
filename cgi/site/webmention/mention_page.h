/* What the page of another site says about one of ours: whether it links to it, and, by
 * its microformats, how and in whose words. */
#ifndef SITE_WEBMENTION_MENTION_PAGE_H
#define SITE_WEBMENTION_MENTION_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum mention_kind {
  MENTION_NONE, /* a comment that is no mention */
  MENTION_LINK, /* only a link */
  MENTION_REPLY,
  MENTION_LIKE,
  MENTION_REPOST
};

/* "reply", "like", "repost", "mention"; "" for MENTION_NONE. */
const char *mention_kind_name(enum mention_kind kind);

struct mention_page {
  bool links; /* the rest counts only if it does */
  enum mention_kind kind;
  const char *author; /* plain text; "" if the page does not say */
  const char *text;   /* plain text of what is said; may be empty */
  const char *title;  /* of the page; may be empty */
};

/* Reads the `n` bytes of HTML of the page at `url`; `target` is the address that it
 * should link to, compared without fragments. Strings of *out live in the arena.
 * ERR_INVALID as html_parse; ERR_NOMEM. */
enum err mention_page_read(struct arena *a, const char *html, size_t n, const char *url,
    const char *target, struct mention_page *out) MUST_USE;

#endif
