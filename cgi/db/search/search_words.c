#include "db/search/search_words.h"

#include <string.h>

#include "base/tokenizer.h"

struct words {
  struct buf *out;
  const char *weight;
  size_t place;
};

/* The two characters with a meaning between quotes are doubled. */
void search_words_quote(struct buf *out, const char *word, size_t size) {
  buf_putc(out, '\'');
  for (size_t i = 0; i < size; i++) {
    if (word[i] == '\'' || word[i] == '\\')
      buf_putc(out, word[i]);
    buf_putc(out, word[i]);
  }
  buf_putc(out, '\'');
}

static enum err search_words_on_token(void *context, const struct token *w) {
  struct words *all = context;
  all->place += !w->same_place;
  search_words_quote(all->out, w->text, w->size);
  buf_printf(all->out, ":%zu%s ", all->place, all->weight);
  return OK;
}

static enum err search_words_column(
    struct words *all, const char *text, const char *weight) {
  all->weight = weight;
  /* A gap: no phrase begins in one column and ends in the next. */
  all->place++;
  return text ? tokenize(text, strlen(text), TOKENIZE_INDEX, search_words_on_token, all)
              : OK;
}

enum err search_words(struct buf *out, const struct search_text *text) {
  struct words all = {.out = out};
  enum err e = search_words_column(&all, text->title, "A");
  if (!e)
    e = search_words_column(&all, text->headings, "B");
  if (!e)
    e = search_words_column(&all, text->body, "");
  return e ? e : buf_status(out);
}
