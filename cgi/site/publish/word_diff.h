/* Inside site/publish only: which words of a text were changed. Uses libunistring to
 * find the words, and the program diff of GNU diffutils to compare them. */
#ifndef SITE_PUBLISH_WORD_DIFF_H
#define SITE_PUBLISH_WORD_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Longest text that is compared, in bytes. */
enum { WORD_DIFF_MOST = 2 << 20 };

/* A word, a number, a character of a script without spaces, or a punctuation mark
 * (Unicode Standard Annex 29). Points into the text. */
struct word {
  const char *text;
  size_t size;
  bool spaced; /* white space comes before it */
  bool begins; /* the first of a line */
};

struct words {
  struct word *items;
  size_t count;
};

/* Words that were replaced by others: from the index `from` in the text before and
 * after. One of the numbers may be 0. */
struct word_change {
  size_t old_from, old_count, new_from, new_count;
};

struct word_diff {
  struct words before, after;
  struct word_change *changes; /* in order, not adjacent */
  size_t count;
};

/* Compares two texts of valid UTF-8, and puts the result into the arena. ERR_TOO_LARGE
 * for texts over WORD_DIFF_MOST; ERR_NOMEM; errors of tool_run (base/tool.h), such as
 * ERR_TIMEOUT, or ERR_NOT_FOUND if diff is not installed. */
enum err word_diff(struct arena *a, const char *before, const char *after,
    struct word_diff *out) MUST_USE;

/* True for a word that has a letter or a digit in it, and is no mere punctuation. */
bool word_is_word(const struct word *w);

#endif
