#include "db/search/search_match.h"

#include <string.h>

#include "base/buf.h"
#include "base/tokenizer.h"
#include "db/search/search_query.h"
#include "db/search/search_words.h"

struct match {
  struct buf *out;
  const char *weight;
  bool prefix; /* the element is the beginning of a word */
  size_t words;
};

/* In a script without spaces a word is a pair of letters, which is found inside longer
 * texts anyway; and only a single word can be a prefix. */
static enum err search_match_on_token(void *context, const struct token *w) {
  struct match *m = context;
  bool begins = m->prefix && !m->words && !w->spaceless;
  if (m->words++)
    buf_puts(m->out, " <-> ");
  search_words_quote(m->out, w->text, w->size);
  if (begins || *m->weight)
    buf_printf(m->out, ":%s%s", begins ? "*" : "", m->weight);
  return OK;
}

static enum err search_match_count(void *context, const struct token *w) {
  size_t *words = context;
  (void)w;
  ++*words;
  return OK;
}

/* Appends a phrase in parentheses; nothing for an element of punctuation alone. */
static enum err search_match_element(
    struct buf *out, const struct search_element *element, const char *weight) {
  size_t size = strlen(element->text), words = 0;
  enum err e =
      tokenize(element->text, size, TOKENIZE_QUERY, search_match_count, &words);
  if (e || !words)
    return e;
  struct match m = {out, weight, element->prefix && words == 1, 0};
  buf_putc(out, '(');
  e = tokenize(element->text, size, TOKENIZE_QUERY, search_match_on_token, &m);
  buf_putc(out, ')');
  return e;
}

enum err search_match(struct arena *a, const struct search_query *q, const char *weight,
    const char **out) {
  struct buf wanted = {0}, unwanted = {0}, element = {0};
  enum err e = OK;
  for (size_t i = 0; !e && i < q->count; i++) {
    bool without = q->elements[i].without;
    struct buf *all = without ? &unwanted : &wanted;
    e = search_match_element(&element, &q->elements[i], without ? "" : weight);
    if (!e && element.len)
      buf_printf(all, "%s%s",
          !all->len ? ""
          : without ? " | "
                    : " & ",
          buf_text(&element));
    buf_clear(&element);
  }
  if (!e)
    e = buf_status(&wanted);
  if (!e)
    e = buf_status(&unwanted);
  if (!e && wanted.len)
    *out = unwanted.len
               ? arena_printf(a, "%s & !(%s)", buf_text(&wanted), buf_text(&unwanted))
               : arena_strdup(a, buf_text(&wanted));
  if (!e && wanted.len && !*out)
    e = ERR_NOMEM;
  buf_free(&wanted);
  buf_free(&unwanted);
  buf_free(&element);
  return e;
}

/* Appends an element of an array. */
static void search_match_quote(struct buf *out, const char *text) {
  buf_puts(out, out->len > 1 ? ",\"" : "\"");
  for (; *text; text++) {
    if (*text == '"' || *text == '\\')
      buf_putc(out, '\\');
    buf_putc(out, *text);
  }
  buf_putc(out, '"');
}

/* The pairs of wanted elements, and all of them in `any` (NULL: not wanted again). */
static enum err search_match_pairs(const struct search_query *q, const char *weight,
    struct buf *pairs, struct buf *any) {
  struct buf before = {0}, element = {0}, pair = {0};
  enum err e = OK;
  buf_putc(pairs, '{');
  for (size_t i = 0; !e && i < q->count; i++) {
    if (q->elements[i].without)
      continue;
    e = search_match_element(&element, &q->elements[i], weight);
    if (e || !element.len)
      continue;
    if (before.len) {
      buf_printf(&pair, "%s <-> %s", buf_text(&before), buf_text(&element));
      search_match_quote(pairs, buf_text(&pair));
      buf_clear(&pair);
    }
    if (any)
      buf_printf(any, "%s%s", any->len ? " | " : "", buf_text(&element));
    buf_clear(&before);
    buf_puts(&before, buf_text(&element));
    buf_clear(&element);
  }
  buf_putc(pairs, '}');
  if (!e && (before.failed || pair.failed))
    e = ERR_NOMEM;
  buf_free(&before);
  buf_free(&element);
  buf_free(&pair);
  return e ? e : buf_status(pairs);
}

enum err search_match_rank(
    struct arena *a, const struct search_query *q, struct search_rank *out) {
  static const char *const weights[] = {"A", "B", ""};
  struct buf pairs = {0}, any = {0};
  enum err e = OK;
  for (int i = 0; !e && i < 3; i++) {
    e = search_match_pairs(q, weights[i], &pairs, i == 2 ? &any : NULL);
    if (!e && !(out->pairs[i] = arena_strdup(a, buf_text(&pairs))))
      e = ERR_NOMEM;
    buf_clear(&pairs);
  }
  if (!e)
    e = buf_status(&any);
  if (!e && !(out->any = arena_strdup(a, buf_text(&any))))
    e = ERR_NOMEM;
  buf_free(&pairs);
  buf_free(&any);
  return e;
}

struct weighted {
  struct arena *arena;
  const char *weight;
};

static enum err search_match_weighted(
    void *context, const struct search_query *q, const char **out) {
  const struct weighted *w = context;
  return search_match(w->arena, q, w->weight, out);
}

enum err search_match_but_one(struct arena *a, const struct search_query *q,
    const char *weight, const char **out) {
  struct weighted w = {a, weight};
  return search_query_but_one(a, q, " | ", search_match_weighted, &w, out);
}
