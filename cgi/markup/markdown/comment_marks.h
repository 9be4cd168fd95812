/* The text of a comment with marks, as comment_source.h makes it. */
#ifndef MARKUP_MARKDOWN_COMMENT_MARKS_H
#define MARKUP_MARKDOWN_COMMENT_MARKS_H

#include <stddef.h>

#include "base/buf.h"

/* The marks are control characters, which a comment cannot have: they are dropped from
 * its text. An address is its number between the two marks of one. */
enum {
  COMMENT_MARK_NOTHING = 1, /* separates what markup would join; shows nothing */
  COMMENT_MARK_URL = 2,
  COMMENT_MARK_URL_END = 3,
  COMMENT_MARK_STAR = 4,      /* a "*" that is one */
  COMMENT_MARK_UNDERSCORE = 5 /* a "_" that is one */
};

/* A part of the text. */
struct comment_span {
  const char *at; /* in the text that was read */
  size_t size;
};

struct comment_source {
  struct buf text;
  struct buf urls; /* of struct comment_span */
};

#endif
