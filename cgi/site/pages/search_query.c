#include "site/pages/search_query.h"

#include <string.h>

#include "base/tokenizer.h"
#include "base/utf8.h"

/* Bytes of an element. Each word of a phrase makes a search slower. */
enum { MOST_TEXT = 200 };

/* Quotes that people type, or that their devices replace them with. */
static const struct {
  const char *open, *close;
} quotes[] = {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"「", "」"}};

/* The length of `head`, or 0: quotes have one to three bytes. */
static size_t search_query_starts_with(const char *s, const char *head) {
  size_t n = strlen(head);
  return strncmp(s, head, n) == 0 ? n : 0;
}

/* Sets *n to the length of `s` up to `close`, and returns what follows `close`. Without
 * it, the element extends to the end: the reader is still typing. */
static const char *search_query_read_quoted(
    const char *s, const char *close, size_t *n) {
  const char *end = strstr(s, close);
  *n = end ? (size_t)(end - s) : strlen(s);
  return end ? end + strlen(close) : s + *n;
}

/* Returns the end of the element at `s`; its text is *n bytes at *text. */
static const char *search_query_next(const char *s, const char **text, size_t *n) {
  for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
    size_t quote = search_query_starts_with(s, quotes[i].open);
    if (quote) {
      *text = s + quote;
      return search_query_read_quoted(*text, quotes[i].close, n);
    }
  }
  *text = s;
  *n = strcspn(s, " \t\n\"");
  return s + *n;
}

struct search_query_fit {
  size_t words; /* whole words within MOST_TEXT bytes */
  size_t end;   /* of the last of them */
  bool is_cut;  /* there are more */
};

/* The first word counts even if it is too long by itself. */
static enum err search_query_count_word(void *context, const struct token *w) {
  struct search_query_fit *k = context;
  k->is_cut = k->is_cut || w->end > MOST_TEXT;
  if (k->is_cut && k->words)
    return OK;
  k->words++;
  k->end = w->end;
  return OK;
}

/* Adds an element with as many whole words as fit. */
static enum err search_query_add(struct arena *a, const char *text, size_t n,
    bool without, bool quoted, struct search_query *q, bool *cut) {
  struct search_query_fit k = {0};
  enum err e = tokenize(text, n, TOKENIZE_QUERY, search_query_count_word, &k);
  if (e || !k.words)
    return e;
  /* Only elements with words count: punctuation alone does not cut a query. */
  if (q->count == SEARCH_ELEMENTS) {
    *cut = true;
    return OK;
  }
  *cut = *cut || k.is_cut;
  /* A single longer word may be cut anywhere: only its first TOKEN_BYTES count. */
  size_t whole = k.end > MOST_TEXT ? utf8_head(text, MOST_TEXT) : k.end;
  const char *kept = arena_strndup(a, text, k.is_cut ? whole : n);
  bool prefix = !quoted && k.words == 1 && !k.is_cut && text[n - 1] == '*';
  q->elements[q->count++] = (struct search_element){kept, prefix, without};
  return kept ? OK : ERR_NOMEM;
}

enum err search_query_read(
    struct arena *a, const char *typed, struct search_query *out, bool *cut) {
  enum err e = OK;
  *out = (struct search_query){0};
  *cut = false;
  for (const char *s = typed; !e && *(s += strspn(s, " \t\n"));) {
    const char *text;
    size_t n;
    /* A hyphen before a space, or at the end, is punctuation. */
    bool without = *s == '-' && s[1] && !strchr(" \t\n", s[1]);
    const char *begin = s + without;
    s = search_query_next(begin, &text, &n);
    e = search_query_add(a, text, n, without, text != begin, out, cut);
  }
  return e;
}
