#include "site/pages/snippet.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>

#include "base/tokenizer.h"
#include "base/utf8.h"

/* So far around a cut the text is split into words: no word is longer. */
enum { MARGIN = 4 * TOKEN_BYTES };

/* A passage, as offsets in the text. */
struct snippet_cut {
  size_t from, until; /* where it should begin and end */
  size_t start, end;  /* the same, at borders of words */
  bool begun;
};

/* Letters of scripts without spaces are tokens, so that such a text can be cut after
 * any of them. */
static enum err snippet_note_borders(void *context, const struct token *token) {
  struct snippet_cut *c = context;
  if (!c->begun && token->start >= c->from) {
    c->start = token->start;
    c->begun = true;
  }
  if (token->end <= c->until && token->end > c->end)
    c->end = token->end;
  return OK;
}

/* The end of the last whole grapheme before `until`, for a text without a border of
 * words: a letter must not lose its accent. */
static size_t snippet_grapheme_end(const char *text, size_t start, size_t until) {
  const uint8_t *from = (const uint8_t *)text, *limit = from + until;
  const uint8_t *stop = from + strlen(text), *at = from + start, *next;
  while ((next = u8_grapheme_next(at, stop)) && next <= limit)
    at = next;
  return (size_t)(at - from);
}

/* Finds the passage around the offset `match`, a third of it before the match. */
static enum err snippet_find_cut(
    const char *text, size_t n, size_t match, size_t most, struct snippet_cut *c) {
  size_t from = match > most / 3 ? match - most / 3 : 0;
  /* Near the end of the text, the passage begins earlier and keeps its length. */
  if (from + most > n)
    from = n > most ? n - most : 0;
  /* Splits only what is near the passage: the text may be long. Offsets in *c are
   * relative to `begin` until the end of the walk. */
  size_t begin = utf8_head(text, from > MARGIN ? from - MARGIN : 0);
  size_t end = utf8_head(text, from + most + MARGIN);
  *c = (struct snippet_cut){
      .from = from - begin, .until = from - begin + most, .start = from - begin};
  enum err e =
      tokenize(text + begin, end - begin, TOKENIZE_INDEX, snippet_note_borders, c);
  c->start += begin;
  c->end += begin;
  c->until += begin;
  if (from == 0)
    c->start = 0;
  if (c->until >= n)
    c->end = n;
  else if (c->end <= c->start)
    c->end = snippet_grapheme_end(text, c->start, c->until);
  return e;
}

struct snippet_pieces {
  struct view_piece *items;
  size_t count;
};

/* True if the text before `at` ends with a letter, a digit or a symbol. A sentence ends
 * with its own punctuation, but a cell, a list item or a line of a poem does not. */
static bool snippet_is_open_ended(const char *text, const char *at) {
  while (at > text && at[-1] == ' ')
    at--;
  ucs4_t c;
  return u8_prev(&c, (const uint8_t *)at, (const uint8_t *)text) &&
         uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M |
                                                 UC_CATEGORY_MASK_N |
                                                 UC_CATEGORY_MASK_S);
}

/* Adds `n` bytes at `from` in `text` as one line. A line end becomes a dot where the
 * cells of a table would otherwise run into each other, and else a space. */
static enum err snippet_add_piece(struct arena *a, struct snippet_pieces *out,
    const char *text, size_t from, size_t n, bool marked) {
  static const char dot[] = " · ";
  size_t lines = 0;
  for (size_t i = from; i < from + n; i++)
    lines += text[i] == '\n';
  char *copy = arena_alloc(a, n + lines * (sizeof dot - 1) + 1), *to = copy;
  if (!copy)
    return ERR_NOMEM;
  for (const char *s = text + from; s < text + from + n; s++) {
    if (*s != '\n')
      *to++ = *s;
    else if (s[1] && snippet_is_open_ended(text, s))
      to = stpcpy(to, dot);
    else
      *to++ = ' ';
  }
  *to = '\0';
  out->items[out->count++] = (struct view_piece){copy, marked};
  return OK;
}

/* The end of the marked piece that begins with match *i; *i becomes its last match.
 * Pairs of letters overlap, and a <mark> for each would show them twice. */
static size_t snippet_marked_end(
    const struct snippet_matches *m, const struct snippet_cut *c, size_t *i) {
  size_t end = m->items[*i].end;
  for (; *i + 1 < m->count; ++*i) {
    const struct snippet_match *next = &m->items[*i + 1];
    if (next->start >= end || next->end > c->end)
      break;
    end = next->end > end ? next->end : end;
  }
  return end;
}

/* Splits the passage into marked and plain pieces. */
static enum err snippet_add_pieces(struct arena *a, const struct snippet_matches *m,
    const char *text, size_t n, const struct snippet_cut *c,
    struct snippet_pieces *out) {
  static const char ellipsis[] = "…";
  size_t at = c->start, width = sizeof ellipsis - 1;
  enum err e = c->start ? snippet_add_piece(a, out, ellipsis, 0, width, false) : OK;
  for (size_t i = 0; !e && i < m->count; i++) {
    size_t start = m->items[i].start;
    /* Overlapping matches, and those cut off at the end of the passage. */
    if (start < at || m->items[i].end > c->end)
      continue;
    if (start > at)
      e = snippet_add_piece(a, out, text, at, start - at, false);
    at = snippet_marked_end(m, c, &i);
    if (!e)
      e = snippet_add_piece(a, out, text, start, at - start, true);
  }
  if (!e && at < c->end)
    e = snippet_add_piece(a, out, text, at, c->end - at, false);
  return e || c->end >= n ? e : snippet_add_piece(a, out, ellipsis, 0, width, false);
}

enum err snippet_make(struct arena *a, const struct snippet_words *q, const char *text,
    size_t most, struct view_marked *out, size_t *read) {
  size_t n = strlen(text);
  struct snippet_cut c = {.end = n};
  struct snippet_matches matches = {0};
  enum err e = snippet_match_find(a, q, text, most, &matches, read);
  /* Half a snippet: a match in its middle has text on both sides. */
  if (!e && n > most)
    e = snippet_find_cut(text, n, snippet_match_best(&matches, most / 2), most, &c);
  if (e)
    return e;
  /* At most a plain piece before each marked one, one after all, and two ellipses. */
  struct snippet_pieces pieces = {
      arena_array(a, 2 * matches.count + 3, sizeof *pieces.items), 0};
  e = pieces.items ? snippet_add_pieces(a, &matches, text, n, &c, &pieces) : ERR_NOMEM;
  if (!e)
    *out = (struct view_marked){pieces.items, pieces.count};
  return e;
}
