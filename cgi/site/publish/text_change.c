#include "site/publish/text_change.h"

#include <string.h>

#include "base/buf.h"
#include "site/core/change_text.h"
#include "site/publish/typing_error.h"
#include "site/publish/word_diff.h"

/* Around a change, words that weigh up to CONTEXT are shown: a word after a space
 * weighs 2, a character of a script without spaces 1. Changes that are no further apart
 * than NEAR words are one place. A place has MOST_RUN words in a row at most. */
enum { CONTEXT = 12, NEAR = 2, MOST_RUN = 80, MOST_PLACES = 40, MOST_BYTES = 16 << 10 };

#define CUT "\u2026"

struct text_change_writer {
  struct buf *out;
  const struct word_diff *diff;
};

/* Writes words in a row as one part. `leads`: with the space before the first. */
static void text_change_put(const struct text_change_writer *w, enum view_change change,
    const struct words *words, size_t from, size_t count, bool leads) {
  struct buf run = {0};
  for (size_t i = 0; i < count; i++) {
    const struct word *word = &words->items[from + i];
    if (i == MOST_RUN) {
      buf_puts(&run, " " CUT);
      break;
    }
    if (word->spaced && (i || leads))
      buf_putc(&run, ' ');
    buf_add(&run, word->text, word->size);
  }
  if (buf_status(&run))
    w->out->failed = true;
  change_text_put(w->out, change, buf_text(&run), run.len);
  buf_free(&run);
}

static size_t text_change_weight(const struct word *w) {
  return w->spaced ? 2 : 1;
}

/* The index of the first word of the context before `from`, in the same line. */
static size_t text_change_before(const struct words *w, size_t from, size_t least) {
  size_t weight = 0;
  while (
      from > least && weight < CONTEXT && (from == w->count || !w->items[from].begins))
    weight += text_change_weight(&w->items[--from]);
  return from;
}

static size_t text_change_after(const struct words *w, size_t from, size_t most) {
  size_t weight = 0;
  while (from < most && weight < CONTEXT && !w->items[from].begins)
    weight += text_change_weight(&w->items[from++]);
  return from;
}

/* The space before a change belongs to what is before it, so that only the words are
 * struck out and underlined. */
static void text_change_put_change(
    const struct text_change_writer *w, const struct word_change *c) {
  const struct words *old = &w->diff->before, *new = &w->diff->after;
  bool spaced = (c->old_count && old->items[c->old_from].spaced) ||
                (c->new_count && new->items[c->new_from].spaced);
  bool is_first = !w->out->len || w->out->data[w->out->len - 1] == '\n';
  if (spaced && !is_first)
    buf_putc(w->out, ' ');
  text_change_put(w, VIEW_CHANGE_REMOVED, old, c->old_from, c->old_count, false);
  text_change_put(w, VIEW_CHANGE_ADDED, new, c->new_from, c->new_count, false);
}

/* A place: the changes from `first` to before `last`, with the words of the new text
 * between and around them. */
static void text_change_put_place(
    const struct text_change_writer *w, size_t first, size_t last) {
  const struct word_change *changes = w->diff->changes;
  const struct words *new = &w->diff->after;
  const struct word_change *end = &changes[last - 1];
  size_t least = first ? changes[first - 1].new_from + changes[first - 1].new_count : 0;
  size_t most = last < w->diff->count ? changes[last].new_from : new->count;
  size_t at = text_change_before(new, changes[first].new_from, least);
  if (at && at < new->count && !new->items[at].begins)
    buf_puts(w->out, CUT " ");
  bool leads = false;
  for (size_t i = first; i < last; i++) {
    text_change_put(w, VIEW_CHANGE_NONE, new, at, changes[i].new_from - at, leads);
    text_change_put_change(w, &changes[i]);
    at = changes[i].new_from + changes[i].new_count;
    leads = true;
  }
  size_t until = text_change_after(new, end->new_from + end->new_count, most);
  text_change_put(w, VIEW_CHANGE_NONE, new, at, until - at, true);
  if (until < new->count && !new->items[until].begins)
    buf_puts(w->out, " " CUT);
  buf_putc(w->out, '\n');
}

static void text_change_put_all(const struct text_change_writer *w) {
  const struct word_diff *d = w->diff;
  size_t places = 0;
  for (size_t i = 0; i < d->count;) {
    size_t last = i + 1;
    while (last < d->count &&
           d->changes[last].new_from -
                   (d->changes[last - 1].new_from + d->changes[last - 1].new_count) <=
               NEAR)
      last++;
    if (places++ == MOST_PLACES || w->out->len > MOST_BYTES) {
      buf_puts(w->out, CUT "\n");
      return;
    }
    text_change_put_place(w, i, last);
    i = last;
  }
}

enum err text_change_find(struct arena *a, const char *before, const char *after,
    const char *lang, struct text_change *out) {
  struct word_diff d;
  struct text_change found = {"", 0};
  struct buf text = {0};
  enum err e = word_diff(a, before, after, &d);
  for (size_t i = 0; !e && i < d.count; i++) {
    size_t words = 0;
    e = typing_error_words(&d, &d.changes[i], lang, &words);
    found.words += words;
  }
  if (!e) {
    text_change_put_all(&(struct text_change_writer){&text, &d});
    e = buf_status(&text);
  }
  if (!e && !(found.places = arena_strdup(a, buf_text(&text))))
    e = ERR_NOMEM;
  buf_free(&text);
  if (!e)
    *out = found;
  return e;
}
