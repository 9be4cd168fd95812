#include "site/pages/snippet.h"

#include <stdint.h>
#include <string.h>
#include <unigbrk.h>

#include "base/tokenizer.h"
#include "base/utf8.h"

/* Words of a query, and places where they stand in a text, that are looked at. */
enum { MOST_WORDS = 64, MOST_PLACES = 4000, FAR = 4 * TOKEN_BYTES };

struct wanted {
  char text[TOKEN_BYTES];
  size_t size;
  bool prefix;
  bool goes_on; /* the next one has to stand right behind it: letters without spaces */
};

struct place {
  size_t start, end;
  size_t word; /* of the query */
};

struct looking {
  struct wanted words[MOST_WORDS];
  size_t word_count;
  bool prefix; /* of the element at hand */
  struct place *places;
  size_t place_count;
  bool has_runs;   /* of words that go on */
  size_t last_end; /* of the query's last word, where it has no spaces around it */
  size_t most;     /* bytes of the snippet */
  size_t until;    /* where there is no more to look for */
};

static enum err add_wanted(void *context, const struct token *w) {
  struct looking *l = context;
  if (l->word_count == MOST_WORDS)
    return OK;
  struct wanted *wanted = &l->words[l->word_count++];
  memcpy(wanted->text, w->text, w->size);
  wanted->size = w->size;
  /* Pairs of letters that overlap in the query. */
  if (l->word_count > 1 && w->spaceless && w->start < l->last_end)
    wanted[-1].goes_on = l->has_runs = true;
  l->last_end = w->spaceless ? w->end : 0;
  wanted->prefix = l->prefix && !w->spaceless;
  return OK;
}

static enum err read_query(struct looking *l, const struct search_query *q) {
  enum err e = OK;
  for (size_t i = 0; !e && i < q->count; i++) {
    const char *text = q->elements[i].text;
    l->prefix = q->elements[i].prefix;
    l->last_end = 0;
    if (!q->elements[i].without)
      e = tokenize(text, strlen(text), TOKENIZE_QUERY, add_wanted, l);
  }
  return e;
}

static bool is_same_word(const struct looking *l, size_t a, size_t b) {
  return l->words[a].size == l->words[b].size &&
         memcmp(l->words[a].text, l->words[b].text, l->words[a].size) == 0;
}

/* How many places from `first` on, each overlapping the one before, are the words that
 * go on from `word`; 0 where they are not all there. */
static size_t run_at(const struct looking *l, size_t first, size_t word) {
  size_t n = 1;
  for (; l->words[word + n - 1].goes_on; n++) {
    size_t i = first + n;
    if (i == l->place_count || l->places[i].start <= l->places[i - 1].start ||
        l->places[i].start >= l->places[i - 1].end ||
        !is_same_word(l, l->places[i].word, word + n))
      return 0;
  }
  return n;
}

/* Where all words stand together, nothing better comes: the rest of that snippet is
 * looked through for its marks, and no more. */
static void note_all_together(struct looking *l) {
  bool seen[MOST_WORDS] = {false};
  size_t n = 0, i = l->place_count;
  size_t end = l->places[i - 1].end;
  /* Of a run only all of it counts; of several one would have to look for each. */
  if (l->has_runs &&
      (i < l->word_count || run_at(l, i - l->word_count, 0) != l->word_count))
    return;
  while (i && n < l->word_count && l->places[i - 1].start + l->most / 2 >= end) {
    size_t word = l->places[--i].word;
    n += !seen[word];
    seen[word] = true;
  }
  if (n == l->word_count)
    l->until = end + l->most;
}

/* ERR_NOT_FOUND ends the walk: there is no more to look for. */
static enum err add_place(void *context, const struct token *w) {
  struct looking *l = context;
  if (w->start > l->until || l->place_count == MOST_PLACES)
    return ERR_NOT_FOUND;
  for (size_t i = 0; i < l->word_count; i++) {
    const struct wanted *wanted = &l->words[i];
    bool same = wanted->prefix ? w->size >= wanted->size : w->size == wanted->size;
    if (!same || memcmp(w->text, wanted->text, wanted->size) != 0)
      continue;
    l->places[l->place_count++] = (struct place){w->start, w->end, i};
    if (l->until == SIZE_MAX)
      note_all_together(l);
    break;
  }
  return OK;
}

/* Leaves out pairs of letters without the rest of what was looked for around them. */
static void drop_parts(struct looking *l) {
  size_t kept = 0, whole_until = 0;
  for (size_t i = 0; i < l->place_count; i++) {
    size_t longest = 0;
    for (size_t word = 0; word < l->word_count; word++) {
      bool begins = !word || !l->words[word - 1].goes_on;
      size_t n =
          begins && is_same_word(l, l->places[i].word, word) ? run_at(l, i, word) : 0;
      longest = n > longest ? n : longest;
    }
    if (i + longest > whole_until)
      whole_until = i + longest;
    if (i < whole_until)
      l->places[kept++] = l->places[i];
  }
  l->place_count = kept;
}

/* Different words among the places from `first` on that end within `most` bytes. */
static size_t different(const struct looking *l, size_t first, size_t most) {
  bool seen[MOST_WORDS] = {false};
  size_t n = 0;
  for (size_t i = first; i < l->place_count; i++) {
    if (l->places[i].end > l->places[first].start + most)
      break;
    n += !seen[l->places[i].word];
    seen[l->places[i].word] = true;
  }
  return n;
}

/* The first place of the stretch with the most different words. */
static size_t best_place(const struct looking *l, size_t most) {
  size_t best = 0, best_count = 0;
  for (size_t i = 0; i < l->place_count && best_count < l->word_count; i++) {
    size_t n = different(l, i, most);
    if (n > best_count) {
      best = i;
      best_count = n;
    }
  }
  return best;
}

struct cut {
  size_t from, until; /* wanted */
  size_t start, end;  /* that of the words in between */
  bool begun;
};

static enum err note_bounds(void *context, const struct token *w) {
  struct cut *c = context;
  if (!c->begun && w->start >= c->from) {
    c->start = w->start;
    c->begun = true;
  }
  if (w->end <= c->until && w->end > c->end)
    c->end = w->end;
  return OK;
}

/* Where to end, for want of a word's end: behind the last whole grapheme. */
static size_t graphemes_end(const char *text, size_t start, size_t until) {
  const uint8_t *from = (const uint8_t *)text, *limit = from + until;
  const uint8_t *stop = from + strlen(text), *at = from + start, *next;
  while ((next = u8_grapheme_next(at, stop)) && next <= limit)
    at = next;
  return (size_t)(at - from);
}

/* Where to cut a text around `place`, a third of it before that. */
static enum err find_cut(
    const char *text, size_t n, size_t place, size_t most, struct cut *c) {
  size_t from = place > most / 3 ? place - most / 3 : 0;
  if (from + most > n)
    from = n > most ? n - most : 0;
  /* From so far before it that no word around it is cut, and as far behind. */
  size_t begin = utf8_head(text, from > FAR ? from - FAR : 0);
  size_t end = utf8_head(text, from + most + FAR);
  *c = (struct cut){
      .from = from - begin, .until = from - begin + most, .start = from - begin};
  enum err e = tokenize(text + begin, end - begin, TOKENIZE_INDEX, note_bounds, c);
  c->start += begin;
  c->end += begin;
  c->until += begin;
  if (from == 0)
    c->start = 0;
  if (c->until >= n)
    c->end = n;
  else if (c->end <= c->start)
    c->end = graphemes_end(text, c->start, c->until);
  return e;
}

struct pieces {
  struct view_piece *items;
  size_t count;
};

static enum err add_piece(
    struct arena *a, struct pieces *out, const char *text, size_t n, bool marked) {
  char *copy = arena_strndup(a, text, n);
  if (!copy)
    return ERR_NOMEM;
  for (char *s = copy; *s; s++)
    if (*s == '\n')
      *s = ' ';
  out->items[out->count++] = (struct view_piece){copy, marked};
  return OK;
}

/* Where the marked piece that begins with a place ends: pairs of letters overlap. *i
 * becomes the last place in it. */
static size_t marked_end(const struct looking *l, const struct cut *c, size_t *i) {
  size_t end = l->places[*i].end;
  for (; *i + 1 < l->place_count; ++*i) {
    const struct place *next = &l->places[*i + 1];
    if (next->start >= end || next->end > c->end)
      break;
    end = next->end > end ? next->end : end;
  }
  return end;
}

/* The pieces between start and end. */
static enum err cut_pieces(struct arena *a, const struct looking *l, const char *text,
    const struct cut *c, size_t n, struct pieces *out) {
  size_t at = c->start;
  enum err e = c->start ? add_piece(a, out, "…", strlen("…"), false) : OK;
  for (size_t i = 0; !e && i < l->place_count; i++) {
    size_t start = l->places[i].start;
    if (start < at || l->places[i].end > c->end)
      continue;
    if (start > at)
      e = add_piece(a, out, text + at, start - at, false);
    at = marked_end(l, c, &i);
    if (!e)
      e = add_piece(a, out, text + start, at - start, true);
  }
  if (!e && at < c->end)
    e = add_piece(a, out, text + at, c->end - at, false);
  return e || c->end >= n ? e : add_piece(a, out, "…", strlen("…"), false);
}

enum err snippet_make(struct arena *a, const struct search_query *q, const char *text,
    size_t most, struct view_marked *out) {
  size_t n = strlen(text);
  struct cut c = {.end = n};
  struct looking *l = arena_alloc(a, sizeof *l);
  if (!l || !(l->places = arena_array(a, MOST_PLACES, sizeof *l->places)))
    return ERR_NOMEM;
  enum err e = read_query(l, q);
  l->most = most;
  l->until = SIZE_MAX;
  if (!e && l->word_count)
    e = tokenize(text, n, TOKENIZE_INDEX, add_place, l);
  if (e == ERR_NOT_FOUND)
    e = OK;
  drop_parts(l);
  if (!e && n > most) {
    size_t best = best_place(l, most / 2);
    e = find_cut(text, n, l->place_count ? l->places[best].start : 0, most, &c);
  }
  struct pieces pieces = {0};
  if (!e) {
    pieces.items = arena_array(a, 2 * l->place_count + 3, sizeof *pieces.items);
    e = pieces.items ? cut_pieces(a, l, text, &c, n, &pieces) : ERR_NOMEM;
  }
  *out = (struct view_marked){pieces.items, pieces.count};
  return e;
}
