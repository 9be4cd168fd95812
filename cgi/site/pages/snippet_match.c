#include "site/pages/snippet_match.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/tokenizer.h"

/* A query has ten elements of 200 bytes; more words than 64 in them are not worth the
 * time. 4,000 matches are more than a snippet can show. */
enum { MOST_WORDS = 64, MOST_MATCHES = 4000 };

/* A word of the query. */
struct snippet_word {
  char text[TOKEN_BYTES];
  size_t size;
  bool prefix;
  /* Scripts without spaces are split into overlapping pairs of letters. The next pair
   * of the query must then overlap this one in the text as well. */
  bool continues;
};

struct snippet_words {
  struct snippet_word words[MOST_WORDS];
  size_t count;
  bool has_runs;   /* some words continue */
  bool prefix;     /* of the current element of the query */
  size_t last_end; /* of the last pair of letters in the query; 0: it was a word */
};

struct snippet_search {
  const struct snippet_word *words; /* of the query */
  size_t word_count;
  bool has_runs;

  struct arena *arena;
  struct snippet_match *matches;
  size_t match_count, match_cap;
  size_t most; /* bytes of the snippet */
  size_t stop; /* offset in the text where the search may end */
  size_t read; /* bytes of the text */
};

/* ---- The query ---- */

static enum err snippet_add_word(void *context, const struct token *token) {
  struct snippet_words *s = context;
  /* The limit bounds the time that each word of the text takes. Words of the query
   * after it are not marked. */
  if (s->count == MOST_WORDS)
    return OK;
  struct snippet_word *word = &s->words[s->count++];
  memcpy(word->text, token->text, token->size);
  word->size = token->size;
  if (s->count > 1 && token->spaceless && token->start < s->last_end)
    word[-1].continues = s->has_runs = true;
  s->last_end = token->spaceless ? token->end : 0;
  word->prefix = s->prefix && !token->spaceless;
  return OK;
}

enum err snippet_match_read_query(
    struct arena *a, const struct search_query *q, const struct snippet_words **out) {
  enum err e = OK;
  struct snippet_words *s = arena_alloc(a, sizeof *s);
  if (!s)
    return ERR_NOMEM;
  for (size_t i = 0; !e && i < q->count; i++) {
    const char *text = q->elements[i].text;
    s->prefix = q->elements[i].prefix;
    s->last_end = 0;
    /* Words that results must not contain are not looked for in them. */
    if (!q->elements[i].without)
      e = tokenize(text, strlen(text), TOKENIZE_QUERY, snippet_add_word, s);
  }
  if (!e)
    *out = s;
  return e;
}

/* A query may have the same pair of letters twice; matches have the number of the first
 * one only. */
static bool snippet_is_same_word(const struct snippet_search *s, size_t a, size_t b) {
  return s->words[a].size == s->words[b].size &&
         memcmp(s->words[a].text, s->words[b].text, s->words[a].size) == 0;
}

/* ---- The text ---- */

/* The number of matches from `first` on that form the run beginning with `word`: each
 * overlaps the one before and is the next word. 0 if the run is incomplete. */
static size_t snippet_run_at(
    const struct snippet_search *s, size_t first, size_t word) {
  size_t n = 1;
  for (; s->words[word + n - 1].continues; n++) {
    size_t i = first + n;
    if (i == s->match_count || s->matches[i].start <= s->matches[i - 1].start ||
        s->matches[i].start >= s->matches[i - 1].end ||
        !snippet_is_same_word(s, s->matches[i].word, word + n))
      return 0;
  }
  return n;
}

/* If all words occur close together, no later passage is better. Only the rest of that
 * snippet is searched then, for words to mark in it: most of a long text is skipped. */
static void snippet_check_complete(struct snippet_search *s) {
  bool seen[MOST_WORDS] = {false};
  size_t n = 0, i = s->match_count;
  size_t end = s->matches[i - 1].end;
  /* A run counts only as a whole. Checks the simple case, a query that is one run;
   * other queries with runs search the whole text. */
  if (s->has_runs &&
      (i < s->word_count || snippet_run_at(s, i - s->word_count, 0) != s->word_count))
    return;
  while (i && n < s->word_count && s->matches[i - 1].start + s->most / 2 >= end) {
    size_t word = s->matches[--i].word;
    n += !seen[word];
    seen[word] = true;
  }
  if (n == s->word_count)
    s->stop = end + s->most;
}

/* Returns ERR_NOT_FOUND to end the walk over the text. */
static enum err snippet_add_match(void *context, const struct token *token) {
  struct snippet_search *s = context;
  if (token->start > s->stop || s->match_count == MOST_MATCHES)
    return ERR_NOT_FOUND;
  s->read = token->end;
  for (size_t i = 0; i < s->word_count; i++) {
    const struct snippet_word *word = &s->words[i];
    bool fits = word->prefix ? token->size >= word->size : token->size == word->size;
    if (!fits || memcmp(token->text, word->text, word->size) != 0)
      continue;
    /* Grown with the matches: few texts have as many as are allowed, and each page has
     * many texts. */
    struct snippet_match *grown =
        arena_grow(s->arena, s->matches, s->match_count, &s->match_cap, sizeof *grown);
    if (!grown)
      return ERR_NOMEM;
    s->matches = grown;
    s->matches[s->match_count++] = (struct snippet_match){token->start, token->end, i};
    /* Only until the end is known: later matches are just to be marked. */
    if (s->stop == SIZE_MAX)
      snippet_check_complete(s);
    break;
  }
  return OK;
}

/* Removes pairs of letters that are not part of a complete run: single pairs occur by
 * chance, and marking them would mislead. */
static void snippet_drop_incomplete(struct snippet_search *s) {
  size_t kept = 0, whole_until = 0;
  for (size_t i = 0; i < s->match_count; i++) {
    size_t longest = 0;
    for (size_t word = 0; word < s->word_count; word++) {
      bool begins = !word || !s->words[word - 1].continues;
      size_t n = begins && snippet_is_same_word(s, s->matches[i].word, word)
                     ? snippet_run_at(s, i, word)
                     : 0;
      longest = n > longest ? n : longest;
    }
    if (i + longest > whole_until)
      whole_until = i + longest;
    /* Moving it down is safe: snippet_run_at only reads from i on. */
    if (i < whole_until)
      s->matches[kept++] = s->matches[i];
  }
  s->match_count = kept;
}

enum err snippet_match_find(struct arena *a, const struct snippet_words *q,
    const char *text, size_t most, struct snippet_matches *out, size_t *read) {
  struct snippet_search s = {.words = q->words,
      .word_count = q->count,
      .has_runs = q->has_runs,
      .arena = a,
      .most = most,
      .stop = SIZE_MAX};
  size_t n = strlen(text);
  enum err e = q->count ? tokenize(text, n, TOKENIZE_INDEX, snippet_add_match, &s) : OK;
  if (e && e != ERR_NOT_FOUND)
    return e;
  /* Separators at the end are read as well, but not after an early end. */
  *read = e || !q->count ? s.read : n;
  if (q->has_runs)
    snippet_drop_incomplete(&s);
  *out = (struct snippet_matches){s.matches, s.match_count, s.word_count};
  return OK;
}

/* ---- The best passage ---- */

/* The number of different words among the matches from `first` on that end within
 * `most` bytes. Occurrences do not count: a passage with both words of a query is
 * better than one with the first word ten times. */
static size_t snippet_count_different(
    const struct snippet_matches *m, size_t first, size_t most) {
  bool seen[MOST_WORDS] = {false};
  size_t n = 0;
  for (size_t i = first; i < m->count; i++) {
    if (m->items[i].end > m->items[first].start + most)
      break;
    n += !seen[m->items[i].word];
    seen[m->items[i].word] = true;
  }
  return n;
}

size_t snippet_match_best(const struct snippet_matches *m, size_t most) {
  size_t best = 0, best_count = 0;
  for (size_t i = 0; i < m->count && best_count < m->words; i++) {
    size_t n = snippet_count_different(m, i, most);
    if (n > best_count) {
      best = i;
      best_count = n;
    }
  }
  return m->count ? m->items[best].start : 0;
}
