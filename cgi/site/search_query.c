#include "site/search_query.h"

#include <string.h>

#include "base/word.h"

/* A phrase is cut after so many octets: each of its words costs. */
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

/* Where the first element at `s` ends; its text is `n` octets at *text. */
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

static enum err found_one(void *context, const struct word *w) {
  (void)w;
  *(bool *)context = true;
  return OK;
}

static enum err add(struct arena *a, const char *text, size_t n, bool without,
    struct search_query *q, bool *cut) {
  bool has_word = false;
  enum err e = word_each(text, n, WORD_QUERY, found_one, &has_word);
  if (e || !has_word)
    return e;
  if (q->count == SEARCH_ELEMENTS) {
    *cut = true;
    return OK;
  }
  *cut = *cut || n > MOST_TEXT;
  const char *kept = arena_strndup(a, text, n > MOST_TEXT ? MOST_TEXT : n);
  bool prefix = n > 1 && text[n - 1] == '*' && n <= MOST_TEXT;
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
    s = take(s + without, &text, &n);
    e = add(a, text, n, without, out, cut);
  }
  return e;
}
