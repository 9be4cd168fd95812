/* The words of a text, as search compares them: without case, accents and the
 * differences of compatibility characters (Unicode NFKC); in scripts without spaces
 * between words (Chinese, Japanese, Korean with its endings, Thai, Lao, Khmer, Burmese)
 * the letters one by one and in pairs. Rests on libunistring. */
#ifndef BASE_TOKENIZER_H
#define BASE_TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Raised when the same text gives other words: an index made before is to be made
 * anew. */
enum { TOKENIZER_VERSION = 1 };

enum tokenize_use {
  TOKENIZE_INDEX, /* of a text that is searched: each letter, and each pair of letters
                   */
  TOKENIZE_QUERY  /* of what is searched for: pairs, letters only where they stand alone
                   */
};

struct token {
  const char *text;  /* folded; not NUL-terminated, lives during the visit */
  size_t size;       /* bytes of it, TOKEN_BYTES at most: longer ones are cut */
  size_t start, end; /* bytes of the text it stands for */
  bool same_place;   /* another reading of the word before: a pair and its letter */
  bool spaceless;    /* of a script without spaces */
};

enum { TOKEN_BYTES = 128 };

/* What a visit returns ends the walk where it is not OK, and is returned. */
typedef enum err token_visit(void *context, const struct token *word);

/* Visits the words of the `n` bytes at `text`, in their order. What is no UTF-8
 * separates words. Takes time linear in `n`. ERR_NOMEM. */
enum err tokenize(const char *text, size_t n, enum tokenize_use use, token_visit *visit,
    void *context) MUST_USE;

#endif
