#include "site/pages/search_query.h"

#include <string.h>

#include "base/tokenizer.h"
#include "base/utf8.h"

/* A phrase is cut after so many bytes: each of its words costs. */
enum { MOST_TEXT = 200 };

/* Quotes that people type or that their devices make of those. */
static const struct {
  const char *open, *close;
} quotes[] = {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"「", "」"}};

static size_t starts_with(const char *s, const char *head) {
  size_t n = strlen(head);
  return strncmp(s, head, n) == 0 ? n : 0;
}

/* The part of `s` up to `close`, or to the end where it is missing. */
static const char *up_to(const char *s, const char *close, size_t *n) {
  const char *end = strstr(s, close);
  *n = end ? (size_t)(end - s) : strlen(s);
  return end ? end + strlen(close) : s + *n;
}

/* Where the first element at `s` ends; its text is `n` bytes at *text. */
static const char *take(const char *s, const char **text, size_t *n) {
  for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
    size_t quote = starts_with(s, quotes[i].open);
    if (quote) {
      *text = s + quote;
      return up_to(*text, quotes[i].close, n);
    }
  }
  *text = s;
  *n = strcspn(s, " \t\n\"");
  return s + *n;
}

struct kept {
  size_t words; /* up to MOST_TEXT bytes, */
  size_t end;   /* where the last of them ends */
  bool is_cut;  /* there are more */
};

static enum err keep(void *context, const struct token *w) {
  struct kept *k = context;
  k->is_cut = k->is_cut || w->end > MOST_TEXT;
  if (k->is_cut && k->words)
    return OK;
  k->words++;
  k->end = w->end;
  return OK;
}

/* Adds an element with what is kept of its text, whole words. */
static enum err add(struct arena *a, const char *text, size_t n, bool without,
    bool quoted, struct search_query *q, bool *cut) {
  struct kept k = {0};
  enum err e = tokenize(text, n, TOKENIZE_QUERY, keep, &k);
  if (e || !k.words)
    return e;
  if (q->count == SEARCH_ELEMENTS) {
    *cut = true;
    return OK;
  }
  *cut = *cut || k.is_cut;
  /* Of a word that long only the beginning is compared: TOKEN_BYTES. */
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
    bool without = *s == '-' && s[1] && !strchr(" \t\n", s[1]);
    const char *begin = s + without;
    s = take(begin, &text, &n);
    e = add(a, text, n, without, text != begin, out, cut);
  }
  return e;
}
