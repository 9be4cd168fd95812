#include "site/publish/related_keys.h"

#include <inttypes.h>
#include <string.h>
#include <unistr.h>

#include "base/tokenizer.h"
#include "db/model/term.h"

/* Bounds what an article costs: for each key, ten neighbours are read, and their lists
 * become due when the key changes. */
enum { MOST_TAGS = 10, MOST_WORDS = 5 };

_Static_assert(MOST_TAGS + MOST_WORDS <= RELATED_KEYS, "all keys have room");

/* Words shorter than SHORTEST characters, such as "the", carry no meaning. In scripts
 * without spaces a pair of letters is a word or part of one, so shorter keys count
 * there. */
enum { SHORTEST = 4, LONGEST_COUNTED = 12, TAG_WEIGHT = 12, PAIR_WEIGHT = 6 };

/* The heaviest words so far. Few enough to be searched one by one. */
struct title_words {
  struct arena *arena;
  const char *items[MOST_WORDS];
  size_t count;
};

static bool related_keys_has(const struct title_words *w, const struct token *word) {
  for (size_t i = 0; i < w->count; i++)
    if (strncmp(w->items[i], word->text, word->size) == 0 && !w->items[i][word->size])
      return true;
  return false;
}

/* The index for a word of that weight: the end, or that of the lightest word. */
static size_t related_keys_place_for(const struct title_words *w, int weight) {
  size_t lightest = 0;
  if (w->count < MOST_WORDS)
    return w->count;
  for (size_t i = 1; i < w->count; i++)
    if (related_keys_weight(w->items[i]) < related_keys_weight(w->items[lightest]))
      lightest = i;
  return related_keys_weight(w->items[lightest]) < weight ? lightest : MOST_WORDS;
}

static size_t related_keys_characters(const char *text, size_t n) {
  return u8_mbsnlen((const uint8_t *)text, n);
}

/* Years and numbers of versions say nothing about the subject. No NUL ends a token. */
static bool related_keys_is_number(const struct token *word) {
  for (size_t i = 0; i < word->size; i++)
    if (word->text[i] < '0' || word->text[i] > '9')
      return false;
  return true;
}

static enum err related_keys_add_word(void *context, const struct token *word) {
  struct title_words *w = context;
  size_t n = related_keys_characters(word->text, word->size);
  if (n < (word->spaceless ? 2 : SHORTEST) || related_keys_is_number(word) ||
      related_keys_has(w, word))
    return OK;
  const char *text = arena_strndup(w->arena, word->text, word->size);
  if (!text)
    return ERR_NOMEM;
  size_t at = related_keys_place_for(w, related_keys_weight(text));
  if (at == MOST_WORDS)
    return OK;
  /* At the end, or in place of the lightest. */
  w->items[at] = text;
  w->count += at == w->count;
  return OK;
}

enum err related_keys_find(struct db *s, struct arena *a, const struct article *article,
    struct related_keys *out) {
  struct title_words words = {.arena = a};
  struct term *tags = NULL;
  size_t n = 0;
  *out = (struct related_keys){.position = article->position};
  /* A static page has no position. "Close in time" means nothing for it. */
  if (article->status != ARTICLE_PUBLISH || !article->position)
    return OK;
  enum err e = term_of_article(s, a, TERM_TAG, article->id, &tags, &n);
  for (size_t i = 0; !e && i < n && i < MOST_TAGS; i++) {
    /* No word begins with "#", which separates tokens: tags and words share one
     * table. */
    char *key = arena_printf(a, "#%" PRId64, tags[i].id);
    out->keys[out->count++] = key;
    e = key ? OK : ERR_NOMEM;
  }
  if (!e)
    e = tokenize(article->title, strlen(article->title), TOKENIZE_QUERY,
        related_keys_add_word, &words);
  for (size_t i = 0; !e && i < words.count; i++)
    out->keys[out->count++] = words.items[i];
  return e;
}

int related_keys_weight(const char *key) {
  size_t n = related_keys_characters(key, strlen(key));
  return *key == '#'           ? TAG_WEIGHT
         : n < SHORTEST        ? PAIR_WEIGHT
         : n < LONGEST_COUNTED ? (int)n
                               : LONGEST_COUNTED;
}
