/* What the spam filter counts in a comment. "Words" are, each once:
 *
 *   viagra             a word as search splits text; of Chinese, Japanese, Thai and the
 *                      like a pair of letters (base/tokenizer.h)
 *   buy cheap          two words in a row
 *   author:seo         a word of the name
 *   site:example.org   the host of the website field and the domains above it
 *   url:example.org    the same for each link in the text
 *   links:2            the number of links in the text; 4 stands for four and more
 *   script:cyrillic    a script with at least a fifth of the letters
 *   mixed              a word with letters of two alphabets, such as Cyrillic а in
 * Latin
 */
#ifndef SITE_COMMENTS_SPAM_WORDS_H
#define SITE_COMMENTS_SPAM_WORDS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* The parts of a comment that are judged; the email address is not one of them, because
 * what is learned from comments is not as private as an address. */
struct spam_text {
  const char *author, *url, *source;
};

/* How many words a comment has at most, so that judging one takes bounded time. */
enum { SPAM_WORDS = 512 };

/* Stores the words of a comment, sorted and each once, in the arena. Of a long text the
 * beginning and the end count. ERR_NOMEM. */
enum err spam_words(struct arena *a, const struct spam_text *t, const char ***out,
    size_t *count) MUST_USE;

#endif
