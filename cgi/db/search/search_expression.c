#include "db/search/search_expression.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/tokenizer.h"
#include "db/connection.h"
#include "db/search/search_query.h"
#include "db/search/search_work.h"
#include "db/statement.h"

enum { WORDS, WORDS_HEAD };

/* search_word has a row for each occurrence of each word, ordered by word;
 * search_head_word has the same for titles and headings. */
static const struct statement_sql statements[] = {
    [WORDS] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT term FROM search_word WHERE term >= ?1 AND term < ?2"},
    [WORDS_HEAD] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT term FROM search_head_word WHERE term >= ?1 AND term < ?2"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [WORDS] = {STATEMENT_SQLITE_ONLY},
    [WORDS_HEAD] = {STATEMENT_SQLITE_ONLY},
};
const struct statement_table search_expression_statements =
    STATEMENT_TABLE_POSTGRES(statements);

/* Writes a quoted string, in which FTS5 has no operators: the only character to escape
 * is the quotation mark. No query of a reader can be a syntax error. */
static void search_expression_add_string(struct buf *out, const char *text, size_t n) {
  buf_putc(out, '"');
  for (size_t i = 0; i < n; i++) {
    if (text[i] == '"')
      buf_putc(out, '"');
    buf_putc(out, text[i]);
  }
  buf_putc(out, '"');
}

/* A query being translated. Its prefixes share the limits on words and work. */
struct expression {
  struct db *db;
  struct arena *arena;
  int prefixes;
};

/* What a text consists of in the tokenizer's view: the number of words, the first one
 * folded, and whether any is of a script without spaces. */
struct counted {
  char first[TOKEN_BYTES + 1];
  size_t words;
  bool spaceless;
};

static enum err search_expression_on_token(void *context, const struct token *w) {
  struct counted *c = context;
  if (!c->words++) {
    memcpy(c->first, w->text, w->size);
    c->first[w->size] = '\0';
  }
  c->spaceless = c->spaceless || w->spaceless;
  return OK;
}

static enum err search_expression_count_words(const char *text, struct counted *out) {
  *out = (struct counted){0};
  return tokenize(text, strlen(text), TOKENIZE_QUERY, search_expression_on_token, out);
}

/* A walk over the words of an index that begin with a prefix. */
struct prefix_words {
  struct db *db;
  int statement;
  struct statement *st;
  const char *below;
  char word[TOKEN_BYTES + 1];
  char from[TOKEN_BYTES + 2]; /* which `st` reads while it runs */
  int same;                   /* rows seen of the current word */
  struct search_work work;
  int words;    /* that may be added */
  bool stopped; /* the work was used up */
};

/* Goes to the first word after the current one. \x01 follows the word in the order of
 * words, and precedes every longer word. */
static enum err search_expression_seek(struct prefix_words *b) {
  enum err e = statement_get(b->db, TABLE_SEARCH_EXPRESSION, b->statement, &b->st);
  if (e)
    return e;
  snprintf(b->from, sizeof b->from, "%s\x01", b->word);
  statement_reset(b->st);
  statement_bind_text(b->st, 1, b->from);
  statement_bind_text(b->st, 2, b->below);
  b->same = 0;
  return OK;
}

/* Moves b->word to the next word. Seeking past a word costs as much as stepping over a
 * few of its rows, so only the rest of a common word is skipped. Even so FTS5 reads
 * each page of a list that is longer than a page. At the end, or when the work is used
 * up, *found is false. */
static enum err search_expression_next_word(struct prefix_words *b, bool *found) {
  enum { MANY_ROWS = 16 };
  enum err e = OK;
  *found = false;
  while (search_work_next(b->db, b->st, &b->stopped, &e)) {
    const char *word = statement_chars(b->st, 0);
    if (!word)
      e = ERR_NOMEM;
    else if (strcmp(word, b->word) != 0) {
      snprintf(b->word, sizeof b->word, "%s", word);
      b->same = 0;
      *found = true;
      return OK;
    } else if (++b->same == MANY_ROWS) {
      e = search_expression_seek(b);
    }
  }
  return e;
}

/* Adds the words of one index that follow the current word. */
static enum err search_expression_add_words(
    struct expression *x, struct prefix_words *b, struct buf *out) {
  bool found = true;
  enum err e = search_work_prepare(x->db, b->statement == WORDS_HEAD);
  if (!e)
    e = search_expression_seek(b);
  search_work_begin(x->db, &b->work);
  while (
      !e && b->words && (e = search_expression_next_word(b, &found)) == OK && found) {
    b->words--;
    buf_puts(out, " OR ");
    search_expression_add_string(out, b->word, strlen(b->word));
  }
  search_work_end(x->db);
  if (b->st)
    statement_reset(b->st);
  return e;
}

/* Writes ("prefix" OR "word" OR ...) with the first words of the index that begin so.
 * FTS5's own prefix operator would merge the occurrences of all such words before it
 * yields the first row, which takes unbounded time for a short prefix.
 *
 * If a word that precedes them is in very many articles, its list uses up the work. The
 * lists of titles and headings are short, so their words are still found. */
static enum err search_expression_add_prefix(
    struct expression *x, const char *beginning, struct buf *out) {
  int64_t parts = (int64_t)x->db->search_divisor * x->prefixes;
  struct prefix_words b = {.db = x->db,
      .statement = WORDS,
      .words = SEARCH_BEGINNINGS / x->prefixes,
      .work = {.left = SEARCH_WORK_BEGINNINGS / parts}};
  /* U+10FFFF is not a letter and has the largest code: all words that begin with the
   * prefix come before it. */
  b.below = arena_join(x->arena, beginning, "\U0010FFFF", NULL);
  /* The prefix itself is in the expression anyway. */
  snprintf(b.word, sizeof b.word, "%s", beginning);
  buf_putc(out, '(');
  search_expression_add_string(out, beginning, strlen(beginning));
  enum err e = b.below ? search_expression_add_words(x, &b, out) : ERR_NOMEM;
  if (!e && b.stopped) {
    b.statement = WORDS_HEAD;
    b.work.left = SEARCH_WORK_HEAD_BEGINNINGS / parts;
    e = search_expression_add_words(x, &b, out);
  }
  buf_putc(out, ')');
  return e;
}

static enum err search_expression_add_element(
    struct expression *x, const struct search_element *element, const char **out) {
  struct counted words;
  struct buf b = {0};
  enum err e = search_expression_count_words(element->text, &words);
  /* An element of punctuation alone has no words and is left out. */
  if (e || !words.words)
    return e;
  /* Only a single word can be a prefix. In a script without spaces a word is a pair of
   * letters, and the query finds it inside longer texts anyway. */
  if (element->prefix && words.words == 1 && !words.spaceless)
    e = search_expression_add_prefix(x, words.first, &b);
  else
    search_expression_add_string(&b, element->text, strlen(element->text));
  if (!e)
    e = buf_status(&b);
  if (!e) {
    *out = arena_strdup(x->arena, buf_text(&b));
    e = *out ? OK : ERR_NOMEM;
  }
  buf_free(&b);
  return e;
}

static enum err search_expression_translate(
    void *context, const struct search_query *q, const char **out) {
  struct expression *x = context;
  const char *wanted = NULL, *unwanted = NULL;
  enum err e = OK;
  /* All prefixes are counted first: each gets an equal part of the limit. */
  x->prefixes = 0;
  for (size_t i = 0; i < q->count; i++)
    x->prefixes += q->elements[i].prefix;
  for (size_t i = 0; !e && i < q->count; i++) {
    const char *text = NULL;
    bool without = q->elements[i].without;
    const char **all = without ? &unwanted : &wanted;
    e = search_expression_add_element(x, &q->elements[i], &text);
    if (e || !text)
      continue;
    *all = *all ? arena_join(x->arena, *all, without ? " OR " : " AND ", text, NULL)
                : text;
    e = *all ? OK : ERR_NOMEM;
  }
  if (e)
    return e;
  *out = wanted && unwanted ? arena_printf(x->arena, "(%s) NOT (%s)", wanted, unwanted)
                            : wanted;
  return wanted && !*out ? ERR_NOMEM : OK;
}

enum err search_expression(
    struct db *s, struct arena *a, const struct search_query *q, const char **out) {
  struct expression x = {.db = s, .arena = a};
  return search_expression_translate(&x, q, out);
}

enum err search_expression_but_one(
    struct db *s, struct arena *a, const struct search_query *q, const char **out) {
  struct expression x = {.db = s, .arena = a};
  return search_query_but_one(a, q, " OR ", search_expression_translate, &x, out);
}
