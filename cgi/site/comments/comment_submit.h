/* The rules of commenting: what a reader may send, and what becomes of it. */
#ifndef SITE_COMMENTS_COMMENT_SUBMIT_H
#define SITE_COMMENTS_COMMENT_SUBMIT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/core/site.h"
#include "view/view_models.h"

/* The purpose that tokens of waiting comments are signed for. */
#define COMMENT_SUBMIT_HELD_PURPOSE "held"

/* Fills in what is made of a comment's author and source: html, its renderer, and the
 * digest that finds the same comment again. html lives in `a`. ERR_NOMEM. */
enum err comment_submit_render(struct arena *a, struct comment *c) MUST_USE;

/* A form as it was sent: UTF-8 with LF lines, checked so far only for that. NULL: the
 * field was missing. */
struct submission {
  int64_t article_id, parent_id;
  const char *comment, *author, *email, *url;
  const char *address; /* the reader's IP address, or NULL */
  int64_t now;
};

struct outcome {
  struct article article; /* valid but after ERR_NOT_FOUND */
  const char *location;   /* after OK: the comment's own address, from the root */
  struct view_form form;  /* after ERR_INVALID, ERR_EXISTS, ERR_TOO_QUICK: to show */
  int64_t retry_after;    /* after ERR_TOO_QUICK: seconds */
};

/* Checks and keeps a comment; when this returns OK it is on the disk.
 * ERR_NOT_FOUND: no such public article; ERR_CLOSED; ERR_INVALID: fields have errors;
 * ERR_EXISTS: the very same comment is there; ERR_TOO_QUICK; and the gate's errors. */
enum err comment_submit(struct site *site, struct arena *a, const struct submission *s,
    struct outcome *out) MUST_USE;

#endif
