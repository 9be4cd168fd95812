/* What can be wrong with a comment, as the rules of commenting report it. */
#ifndef SITE_COMMENTS_COMMENT_FAULT_H
#define SITE_COMMENTS_COMMENT_FAULT_H

#include <stdint.h>

#include "base/arena.h"

enum comment_fault {
  COMMENT_FAULT_NONE,
  COMMENT_FAULT_AUTHOR_MISSING,
  COMMENT_FAULT_AUTHOR_LONG,
  COMMENT_FAULT_AUTHOR_CHARACTERS, /* control or bidi characters, stacked marks */
  COMMENT_FAULT_EMAIL_MISSING,
  COMMENT_FAULT_EMAIL_MALFORMED,
  COMMENT_FAULT_EMAIL_LONG,
  COMMENT_FAULT_URL_MALFORMED,
  COMMENT_FAULT_URL_LONG,
  COMMENT_FAULT_TEXT_MISSING,
  COMMENT_FAULT_TEXT_LONG,
  COMMENT_FAULT_PARENT_GONE, /* the comment replied to is no longer public */
  COMMENT_FAULT_DUPLICATE,
  COMMENT_FAULT_TOO_QUICK,
  COMMENT_FAULT_BUSY, /* the article or the site takes no more at the moment */
  COMMENT_FAULTS
};

/* The sentence that tells the reader, in the interface language for `lang`. `number` is
 * the length of a text that is too long, in characters, or the seconds to wait; other
 * faults ignore it. Lives in the arena or is static; when out of memory, the sentence
 * shows placeholders in braces, because a fault must never go unreported. NULL for
 * COMMENT_FAULT_NONE. */
const char *comment_fault_text(
    struct arena *a, const char *lang, enum comment_fault fault, int64_t number);

#endif
