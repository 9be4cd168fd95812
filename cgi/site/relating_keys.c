#include "site/relating_keys.h"

#include <inttypes.h>
#include <string.h>

#include "base/word.h"
#include "store/term.h"

enum { MOST_TAGS = 10, MOST_WORDS = 5 };

/* Shorter words, in octets, tell nothing: "the", "and", one letter of a pair. */
enum { SHORTEST = 4, LONGEST_COUNTED = 12, TAG_WEIGHT = 12 };

struct words {
  struct arena *arena;
  const char *items[MOST_WORDS];
  size_t count;
};

static bool has(const struct words *w, const struct word *word) {
  for (size_t i = 0; i < w->count; i++)
    if (strncmp(w->items[i], word->text, word->size) == 0 && !w->items[i][word->size])
      return true;
  return false;
}

/* Where a word of that size goes: behind the others, or in place of the shortest. */
static size_t place_for(const struct words *w, size_t size) {
  size_t shortest = 0;
  if (w->count < MOST_WORDS)
    return w->count;
  for (size_t i = 1; i < w->count; i++)
    if (strlen(w->items[i]) < strlen(w->items[shortest]))
      shortest = i;
  return strlen(w->items[shortest]) < size ? shortest : MOST_WORDS;
}

static enum err add_word(void *context, const struct word *word) {
  struct words *w = context;
  bool is_number = strspn(word->text, "0123456789") >= word->size;
  if (word->size < SHORTEST || is_number || has(w, word))
    return OK;
  size_t at = place_for(w, word->size);
  if (at == MOST_WORDS)
    return OK;
  w->items[at] = arena_strndup(w->arena, word->text, word->size);
  w->count += at == w->count;
  return w->items[at] ? OK : ERR_NOMEM;
}

enum err relating_keys(struct store *s, struct arena *a, const struct article *article,
    struct related_keys *out) {
  struct words words = {.arena = a};
  struct term *tags = NULL;
  size_t n = 0;
  *out = (struct related_keys){.position = article->position};
  if (article->status != ARTICLE_PUBLISH || !article->position)
    return OK;
  enum err e = term_of_article(s, a, TERM_TAG, article->id, &tags, &n);
  for (size_t i = 0; !e && i < n && i < MOST_TAGS; i++) {
    char *key = arena_printf(a, "#%" PRId64, tags[i].id);
    out->keys[out->count++] = key;
    e = key ? OK : ERR_NOMEM;
  }
  if (!e)
    e = word_each(article->title, strlen(article->title), WORD_QUERY, add_word, &words);
  for (size_t i = 0; !e && i < words.count; i++)
    out->keys[out->count++] = words.items[i];
  return e;
}

int relating_weight(const char *key) {
  size_t n = strlen(key);
  return *key == '#' ? TAG_WEIGHT : n < LONGEST_COUNTED ? (int)n : LONGEST_COUNTED;
}
