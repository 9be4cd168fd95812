/* Splits text into tokens as search compares them: folded to lower case, without
 * accents, with Latin letters such as ø and ł in ASCII (base/latin.h), and without the
 * differences of compatibility characters (Unicode NFKC). Scripts that put no spaces
 * between words (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) yield each
 * letter and each pair of letters. Uses libunistring. */
#ifndef BASE_TOKENIZER_H
#define BASE_TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Increase it when the same text yields different tokens: existing indexes must then be
 * rebuilt. */
enum { TOKENIZER_VERSION = 2 };

enum tokenize_use {
  TOKENIZE_INDEX, /* text to be searched: each letter and each pair */
  TOKENIZE_QUERY  /* a query: pairs, and single letters only on their own */
};

struct token {
  const char *text;  /* folded; not NUL-terminated; valid during the visit */
  size_t size;       /* in bytes, at most TOKEN_BYTES: longer tokens are cut */
  size_t start, end; /* byte range of the original text */
  bool same_place;   /* same position as the token before: a pair and its letter */
  bool spaceless;    /* of a script without spaces between words */
};

enum { TOKEN_BYTES = 128 };

/* Receives each token. Any result other than OK ends the walk and is returned by it. */
typedef enum err token_visit(void *context, const struct token *token);

/* Visits the tokens of the `n` bytes at `text` in order. Bytes that are not valid UTF-8
 * separate tokens. Takes time linear in `n`. Returns ERR_NOMEM or what `visit`
 * returned. */
enum err tokenize(const char *text, size_t n, enum tokenize_use use, token_visit *visit,
    void *context) MUST_USE;

#endif
