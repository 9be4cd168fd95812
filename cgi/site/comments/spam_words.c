#include "site/comments/spam_words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unictype.h>
#include <unistr.h>

#include "base/tokenizer.h"
#include "base/utf8.h"

/* Spam puts its links at the beginning or the end. Of the middle of a long text nothing
 * is counted, so that good words in it cannot hide them. In bytes, then in words. */
enum { HEAD_BYTES = 6000, TAIL_BYTES = 3000, HEAD_WORDS = 120, TAIL_WORDS = 80 };

/* Of a name, of the links in a text, and of a host. */
enum { AUTHOR_WORDS = 4, LINK_HOSTS = 10, HOST_DOMAINS = 3 };

struct spam_list {
  struct arena *arena;
  const char **words;
  size_t count;
};

static enum err spam_words_add(
    struct spam_list *l, const char *kind, const char *word, size_t size) {
  if (l->count == SPAM_WORDS)
    return OK;
  const char *copy = arena_printf(l->arena, "%s%.*s", kind, (int)size, word);
  if (!copy)
    return ERR_NOMEM;
  l->words[l->count++] = copy;
  return OK;
}

/* The words of a text: the first ones, and a ring of the last ones. */
struct spam_sequence {
  struct arena *arena;
  struct spam_word {
    const char *text;
    bool spaceless;
  } head[HEAD_WORDS], tail[TAIL_WORDS];
  size_t count;
};

static enum err spam_words_visit(void *context, const struct token *t) {
  struct spam_sequence *q = context;
  struct spam_word w = {arena_strndup(q->arena, t->text, t->size), t->spaceless};
  if (!w.text)
    return ERR_NOMEM;
  if (q->count < HEAD_WORDS)
    q->head[q->count] = w;
  else
    q->tail[(q->count - HEAD_WORDS) % TAIL_WORDS] = w;
  q->count++;
  return OK;
}

/* Word `i` of those that were kept. A gap is between the head and the tail of a long
 * text, so `after` is false for the first word of the tail then. */
static const struct spam_word *spam_words_at(
    const struct spam_sequence *q, size_t i, bool *after) {
  size_t skipped =
      q->count > HEAD_WORDS + TAIL_WORDS ? q->count - HEAD_WORDS - TAIL_WORDS : 0;
  *after = i > 0 && !(skipped && i == HEAD_WORDS);
  return i < HEAD_WORDS ? &q->head[i]
                        : &q->tail[(i - HEAD_WORDS + skipped) % TAIL_WORDS];
}

static enum err spam_words_add_text(
    struct spam_list *l, const char *text, size_t size) {
  struct spam_sequence *q = arena_alloc(l->arena, sizeof *q);
  if (!q)
    return ERR_NOMEM;
  q->arena = l->arena;
  q->count = 0;
  enum err e = tokenize(text, size, TOKENIZE_QUERY, spam_words_visit, q);
  size_t kept = q->count < HEAD_WORDS + TAIL_WORDS ? q->count : HEAD_WORDS + TAIL_WORDS;
  const struct spam_word *last = NULL;
  for (size_t i = 0; !e && i < kept; i++) {
    bool after;
    const struct spam_word *w = spam_words_at(q, i, &after);
    e = spam_words_add(l, "", w->text, strlen(w->text));
    /* A pair of letters is two words in a row already. */
    if (!e && after && !w->spaceless && !last->spaceless) {
      const char *both = arena_join(l->arena, last->text, " ", w->text, NULL);
      e = both ? spam_words_add(l, "", both, strlen(both)) : ERR_NOMEM;
    }
    last = w;
  }
  return e;
}

/* The host and the domains above it: a spammer has many hosts in one domain. */
static enum err spam_words_add_host(
    struct spam_list *l, const char *kind, const char *host, size_t size) {
  char lower[128];
  size_t n = 0;
  for (; n < size && n < sizeof lower - 1; n++)
    lower[n] = (char)tolower((unsigned char)host[n]);
  lower[n] = '\0';
  const char *part = lower + n;
  enum err e = OK;
  for (int i = 0; !e && i < HOST_DOMAINS && part > lower; i++) {
    for (part--; part > lower && part[-1] != '.';)
      part--;
    e = spam_words_add(l, kind, part, strlen(part));
    part -= part > lower;
  }
  return e;
}

static size_t spam_words_host_size(const char *s) {
  size_t n = 0;
  while (isalnum((unsigned char)s[n]) || s[n] == '-' || s[n] == '.' || s[n] & 0x80)
    n++;
  while (n && s[n - 1] == '.')
    n--;
  return n;
}

/* The size of "http://", "https://" or "www." at `s`, with all that a host has none of;
 * 0 if there is none. */
static size_t spam_words_scheme(const char *s) {
  size_t n = strncasecmp(s, "http://", 7) == 0    ? 7
             : strncasecmp(s, "https://", 8) == 0 ? 8
                                                  : 0;
  return n + (strncasecmp(s + n, "www.", 4) == 0 ? 4 : 0);
}

/* Adds the links of `text` and blanks their hosts out of it: they are counted once. */
static enum err spam_words_add_links(struct spam_list *l, char *text) {
  enum err e = OK;
  int links = 0;
  for (char *s = text; !e && *s;) {
    size_t scheme =
        (s == text || !isalnum((unsigned char)s[-1])) ? spam_words_scheme(s) : 0;
    size_t host = scheme ? spam_words_host_size(s + scheme) : 0;
    if (!host) {
      s++;
      continue;
    }
    if (links++ < LINK_HOSTS)
      e = spam_words_add_host(l, "url:", s + scheme, host);
    memset(s, ' ', scheme + host);
    s += scheme + host;
  }
  char count[2] = {(char)('0' + (links < 4 ? links : 4)), '\0'};
  return e ? e : spam_words_add(l, "links:", count, 1);
}

/* How many letters of each script were found; few texts have more than these. */
struct spam_scripts {
  struct spam_script {
    const uc_script_t *script;
    size_t count;
  } each[8];
  size_t count, letters;
  const uc_script_t *word; /* of the letter before this one; NULL after other signs */
  bool mixed;
};

static bool spam_words_is_alphabet(const uc_script_t *s) {
  return strcmp(s->name, "Latin") == 0 || strcmp(s->name, "Cyrillic") == 0 ||
         strcmp(s->name, "Greek") == 0 || strcmp(s->name, "Armenian") == 0;
}

static void spam_words_count_letter(struct spam_scripts *c, ucs4_t letter) {
  const uc_script_t *script = uc_script(letter);
  /* Digits, signs and accents belong to every script. */
  if (!script || strcmp(script->name, "Common") == 0 ||
      strcmp(script->name, "Inherited") == 0) {
    c->word = NULL;
    return;
  }
  if (c->word && c->word != script && spam_words_is_alphabet(c->word) &&
      spam_words_is_alphabet(script))
    c->mixed = true;
  c->word = script;
  c->letters++;
  size_t i = 0;
  while (i < c->count && c->each[i].script != script)
    i++;
  if (i == c->count && c->count < sizeof c->each / sizeof c->each[0])
    c->each[c->count++] = (struct spam_script){script, 0};
  if (i < c->count)
    c->each[i].count++;
}

static enum err spam_words_add_scripts(struct spam_list *l, const char *text) {
  struct spam_scripts c = {.count = 0};
  const uint8_t *s = (const uint8_t *)text;
  size_t left = strlen(text);
  while (left) {
    ucs4_t letter;
    int n = u8_mbtouc(&letter, s, left);
    spam_words_count_letter(&c, letter);
    s += n;
    left -= (size_t)n;
  }
  enum err e = c.mixed ? spam_words_add(l, "", "mixed", 5) : OK;
  for (size_t i = 0; !e && i < c.count; i++) {
    char name[32];
    size_t n = 0;
    if (c.each[i].count * 5 < c.letters)
      continue;
    for (const char *p = c.each[i].script->name; *p && n < sizeof name - 1; p++)
      name[n++] = (char)tolower((unsigned char)*p);
    e = spam_words_add(l, "script:", name, n);
  }
  return e;
}

static int spam_words_compare(const void *x, const void *y) {
  return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void spam_words_sort(struct spam_list *l) {
  size_t kept = 0;
  qsort(l->words, l->count, sizeof *l->words, spam_words_compare);
  for (size_t i = 0; i < l->count; i++) {
    if (!kept || strcmp(l->words[kept - 1], l->words[i]) != 0)
      l->words[kept++] = l->words[i];
  }
  l->count = kept;
}

struct spam_author {
  struct spam_list *list;
  int count;
};

static enum err spam_words_visit_author(void *context, const struct token *t) {
  struct spam_author *c = context;
  return c->count++ < AUTHOR_WORDS
             ? spam_words_add(c->list, "author:", t->text, t->size)
             : OK;
}

/* A copy of the beginning and the end of the text, as a reader sees it. */
static char *spam_words_copy(struct arena *a, const char *source) {
  size_t n = strlen(source);
  char *copy = n <= HEAD_BYTES + TAIL_BYTES ? arena_strdup(a, source)
                                            : arena_printf(a, "%.*s %s", HEAD_BYTES,
                                                  source, source + n - TAIL_BYTES);
  if (copy)
    utf8_drop_ignorable(copy, strlen(copy));
  return copy;
}

enum err spam_words(
    struct arena *a, const struct spam_text *t, const char ***out, size_t *count) {
  struct spam_list l = {a, arena_array(a, SPAM_WORDS, sizeof *l.words), 0};
  struct spam_author author = {&l, 0};
  char *text = spam_words_copy(a, t->source);
  if (!l.words || !text)
    return ERR_NOMEM;
  enum err e = spam_words_add_links(&l, text);
  if (!e) {
    size_t scheme = spam_words_scheme(t->url);
    e = spam_words_add_host(
        &l, "site:", t->url + scheme, spam_words_host_size(t->url + scheme));
  }
  if (!e)
    e = tokenize(
        t->author, strlen(t->author), TOKENIZE_QUERY, spam_words_visit_author, &author);
  if (!e)
    e = spam_words_add_scripts(&l, text);
  if (!e)
    e = spam_words_add_text(&l, text, strlen(text));
  if (e)
    return e;
  spam_words_sort(&l);
  *out = l.words;
  *count = l.count;
  return OK;
}
