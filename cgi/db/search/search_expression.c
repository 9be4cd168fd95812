#include "db/search/search_expression.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/tokenizer.h"
#include "db/statement.h"

enum { WORDS };

/* A row for each place of each word, in the order of the words. */
static const struct statement statements[] = {
    [WORDS] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT term FROM search_word WHERE term >= ?1 AND term < ?2"},
};
const struct statement_table search_expression_statements = STATEMENT_TABLE(statements);

int search_expression_patience(const struct search_query *q) {
  return q->patience ? q->patience : 1;
}

/* A string of FTS5's: whatever is in it is text. */
static void add_string(struct buf *out, const char *text, size_t n) {
  buf_putc(out, '"');
  for (size_t i = 0; i < n; i++) {
    if (text[i] == '"')
      buf_putc(out, '"');
    buf_putc(out, text[i]);
  }
  buf_putc(out, '"');
}

/* The query at hand, whose prefixes share the words they may stand for. */
struct expressing {
  struct db *db;
  struct arena *arena;
  int prefixes;
  int64_t time; /* microseconds to look for them */
};

struct counted {
  char first[TOKEN_BYTES + 1];
  size_t words;
  bool spaceless;
};

static enum err on_word(void *context, const struct token *w) {
  struct counted *c = context;
  if (!c->words++) {
    memcpy(c->first, w->text, w->size);
    c->first[w->size] = '\0';
  }
  c->spaceless = c->spaceless || w->spaceless;
  return OK;
}

static enum err count_words(const char *text, struct counted *out) {
  *out = (struct counted){0};
  return tokenize(text, strlen(text), TOKENIZE_QUERY, on_word, out);
}

/* Words that begin with what was given, one after the other. */
struct beginnings {
  struct db *db;
  sqlite3_stmt *st;
  const char *below;
  char word[TOKEN_BYTES + 2];
  int same;      /* rows that had the last word */
  int64_t until; /* how long they are looked for, by clock_processor */
};

static enum err begin_at(struct beginnings *b) {
  enum err e = statement_get(b->db, TABLE_SEARCH_EXPRESSION, WORDS, &b->st);
  if (e)
    return e;
  statement_bind_text(b->st, 1, b->word);
  statement_bind_text(b->st, 2, b->below);
  b->same = 0;
  return OK;
}

/* Moves b->word to the next word. Seeking past a word costs as much as stepping over a
 * few of its rows, so only the rest of a common word is skipped. At the end, or when
 * the time is up, *found is false. */
static enum err next_word(struct beginnings *b, bool *found) {
  enum { MANY_ROWS = 16 };
  enum err e = OK;
  *found = false;
  while (clock_processor() < b->until && statement_next(b->db, b->st, &e)) {
    const char *word = (const char *)sqlite3_column_text(b->st, 0);
    if (!word)
      e = ERR_NOMEM;
    else if (strcmp(word, b->word) != 0) {
      snprintf(b->word, sizeof b->word, "%s", word);
      b->same = 0;
      *found = true;
      return OK;
    } else if (++b->same == MANY_ROWS) {
      sqlite3_reset(b->st);
      size_t n = strlen(b->word);
      b->word[n] = '\x01';
      b->word[n + 1] = '\0';
      e = begin_at(b);
    }
  }
  return e;
}

/* The words that begin so, one or the other. FTS5's own prefixes read all of their
 * places before the first row is there. */
static enum err add_beginnings(
    struct expressing *x, const char *beginning, struct buf *out) {
  struct beginnings b = {
      .db = x->db, .until = clock_processor() + x->time / x->prefixes};
  /* U+10FFFF is no letter: every word that begins so comes before it. */
  b.below = arena_join(x->arena, beginning, "\U0010FFFF", NULL);
  snprintf(b.word, sizeof b.word, "%s\x01", beginning);
  enum err e = b.below ? begin_at(&b) : ERR_NOMEM;
  buf_putc(out, '(');
  add_string(out, beginning, strlen(beginning));
  bool found = true;
  for (int i = 0; !e && found && i < SEARCH_BEGINNINGS / x->prefixes; i++)
    if ((e = next_word(&b, &found)) == OK && found) {
      buf_puts(out, " OR ");
      add_string(out, b.word, strlen(b.word));
    }
  buf_putc(out, ')');
  if (b.st)
    sqlite3_reset(b.st);
  return e;
}

static enum err express_element(
    struct expressing *x, const struct search_element *element, const char **out) {
  struct counted words;
  struct buf b = {0};
  enum err e = count_words(element->text, &words);
  if (e || !words.words)
    return e;
  if (element->prefix && words.words == 1 && !words.spaceless)
    e = add_beginnings(x, words.first, &b);
  else
    add_string(&b, element->text, strlen(element->text));
  if (!e)
    e = buf_status(&b);
  if (!e) {
    *out = arena_strdup(x->arena, buf_text(&b));
    e = *out ? OK : ERR_NOMEM;
  }
  buf_free(&b);
  return e;
}

enum err search_expression(
    struct db *s, struct arena *a, const struct search_query *q, const char **out) {
  const char *wanted = NULL, *unwanted = NULL;
  struct expressing x = {
      s, a, 0, (int64_t)SEARCH_TIME_BEGINNINGS * search_expression_patience(q)};
  enum err e = OK;
  for (size_t i = 0; i < q->count; i++)
    x.prefixes += q->elements[i].prefix;
  for (size_t i = 0; !e && i < q->count; i++) {
    const char *text = NULL;
    bool without = q->elements[i].without;
    const char **all = without ? &unwanted : &wanted;
    e = express_element(&x, &q->elements[i], &text);
    if (e || !text)
      continue;
    *all = *all ? arena_join(a, *all, without ? " OR " : " AND ", text, NULL) : text;
    e = *all ? OK : ERR_NOMEM;
  }
  if (e)
    return e;
  *out =
      wanted && unwanted ? arena_printf(a, "(%s) NOT (%s)", wanted, unwanted) : wanted;
  return wanted && !*out ? ERR_NOMEM : OK;
}

enum err search_expression_but_one(
    struct db *s, struct arena *a, const struct search_query *q, const char **out) {
  const char *any = NULL;
  for (size_t i = 0; q->count > 1 && i < 2; i++) {
    struct search_query rest = *q;
    const char *text = NULL;
    rest.elements[i] = rest.elements[--rest.count];
    enum err e = search_expression(s, a, &rest, &text);
    if (e)
      return e;
    if (!text)
      continue;
    any = any ? arena_join(a, any, " OR (", text, ")", NULL)
              : arena_join(a, "(", text, ")", NULL);
    if (!any)
      return ERR_NOMEM;
  }
  *out = any;
  return OK;
}
