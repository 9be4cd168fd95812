/* The tokenizer: its words occur in the text in this order, folded, and a match of a
 * query is in the text. Any query can be read. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/tokenizer.h"
#include "site/pages/search_query.h"
#include "site/pages/snippet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int ok) {
  if (!ok)
    abort();
}

struct seen {
  size_t size, start, words;
};

static enum err look(void *context, const struct token *w) {
  struct seen *s = context;
  demand(w->size > 0 && w->size <= TOKEN_BYTES);
  demand(w->start >= s->start && w->start < w->end && w->end <= s->size);
  demand(!w->same_place || (s->words && w->start == s->start));
  demand(u8_check((const uint8_t *)w->text, w->size) == NULL);
  s->start = w->start;
  s->words++;
  return OK;
}

/* The marked and unmarked parts, joined, are the text. */
static void check_whole(
    struct arena *a, const char *text, const struct view_marked *m) {
  char *all = arena_strdup(a, "");
  for (size_t i = 0; i < m->count; i++)
    all = arena_join(a, all, m->pieces[i].text, NULL);
  demand(all && strlen(all) == strlen(text));
}

static void check_query(const char *text) {
  struct arena *a = arena_new(64 << 20);
  struct search_query q;
  struct view_marked m;
  bool cut;
  demand(a && search_query_read(a, text, &q, &cut) == OK);
  demand(q.count <= SEARCH_ELEMENTS);
  const struct snippet_words *words = NULL;
  size_t read = 0;
  demand(snippet_match_read_query(a, &q, &words) == OK);
  demand(snippet_make(a, words, text, strlen(text), &m, &read) == OK);
  check_whole(a, text, &m);
  demand(snippet_make(a, words, text, 20, &m, &read) == OK);
  demand(read <= strlen(text));
  arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct seen index = {.size = size}, query = {.size = size};
  if (size > 4096)
    return 0;
  demand(tokenize((const char *)data, size, TOKENIZE_INDEX, look, &index) == OK);
  demand(tokenize((const char *)data, size, TOKENIZE_QUERY, look, &query) == OK);
  demand(query.words <= index.words && !query.words == !index.words);
  if (u8_check(data, size) != NULL || memchr(data, 0, size))
    return 0;
  char *text = calloc(1, size + 1);
  demand(text != NULL);
  memcpy(text, data, size);
  check_query(text);
  free(text);
  return 0;
}
