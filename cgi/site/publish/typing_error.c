/* Nobody can tell from two texts which of them is true. So a change is a typing error
 * only if it can hardly be anything else: one letter of a longer word, its case, its
 * spaces or its punctuation. What changes a fact as often as not is none, however small
 * it is: numbers, names, short words such as "not" and "now", and the first letter,
 * which is where "legal" and "illegal", "hired" and "fired" differ. */
#include "site/publish/typing_error.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/edit_distance.h"
#include "base/utf8.h"

enum { MOST_WORDS = 3, LEAST_LETTERS = 4 };

/* The words of one side of a change, without punctuation, in lower case; `joined` is
 * all of them without spaces. */
struct typing_side {
  struct buf words[MOST_WORDS], joined;
  size_t count; /* also of those that there was no room for */
  bool capital; /* one of them begins with a capital letter */
};

static ucs4_t typing_first(const char *s, size_t n) {
  ucs4_t c = 0;
  if (n)
    u8_mbtouc(&c, (const uint8_t *)s, n);
  return c;
}

static enum err typing_side_read(
    const struct words *w, size_t from, size_t count, struct typing_side *out) {
  for (size_t i = from; i < from + count; i++) {
    const struct word *word = &w->items[i];
    if (!word_is_word(word))
      continue;
    if (out->count < MOST_WORDS) {
      struct buf *copy = &out->words[out->count], plain = {0};
      out->capital = out->capital || uc_is_upper(typing_first(word->text, word->size));
      buf_add(&plain, word->text, word->size);
      enum err e = buf_status(&plain);
      if (!e)
        e = utf8_lower(copy, buf_text(&plain));
      buf_free(&plain);
      if (e)
        return e;
      buf_add(&out->joined, copy->data, copy->len);
    }
    out->count++;
  }
  return buf_status(&out->joined);
}

static void typing_side_free(struct typing_side *s) {
  for (size_t i = 0; i < MOST_WORDS; i++)
    buf_free(&s->words[i]);
  buf_free(&s->joined);
}

static bool typing_has_digit(const struct typing_side *s) {
  const uint8_t *at = (const uint8_t *)buf_text(&s->joined);
  ucs4_t c;
  while ((at = u8_next(&c, at)) != NULL)
    if (uc_is_property_numeric(c))
      return true;
  return false;
}

static bool typing_is_one_letter(const char *a, const char *b) {
  return utf8_length(a) >= LEAST_LETTERS && utf8_length(b) >= LEAST_LETTERS &&
         typing_first(a, strlen(a)) == typing_first(b, strlen(b)) &&
         edit_distance(a, b, 1) <= 1;
}

/* "the the": the one that is removed is equal to the one before it or after it. */
static bool typing_is_doubled(const struct word_diff *d, const struct word_change *c) {
  const struct word *w = &d->before.items[c->old_from];
  const struct word *near[] = {
      c->old_from ? w - 1 : NULL, c->old_from + 1 < d->before.count ? w + 1 : NULL};
  for (size_t i = 0; c->old_count == 1 && i < 2; i++)
    if (near[i] && near[i]->size == w->size &&
        memcmp(near[i]->text, w->text, w->size) == 0)
      return true;
  return false;
}

static bool typing_is_number(const struct word *w, bool at_end) {
  const uint8_t *text = (const uint8_t *)w->text;
  ucs4_t c = typing_first(w->text, w->size);
  if (at_end)
    (void)u8_prev(&c, text + w->size, text);
  return uc_is_property_numeric(c);
}

/* A mark that changes the number next to it: the sign, the currency, the unit. Dashes
 * between numbers, and points and commas after them, do not. */
static bool typing_is_sign(const struct words *w, size_t at) {
  const struct word *mark = &w->items[at];
  ucs4_t c = typing_first(mark->text, mark->size);
  bool after_number = at && !mark->spaced && typing_is_number(mark - 1, true);
  bool before_number =
      at + 1 < w->count && !mark[1].spaced && typing_is_number(mark + 1, false);
  if (c == '-')
    return before_number && !after_number;
  return (before_number || after_number) &&
         (c == '%' || c == 0x2030 || uc_is_general_category(c, UC_SYMBOL));
}

static bool typing_has_sign(const struct words *w, size_t from, size_t count) {
  bool found = false;
  for (size_t i = from; !found && i < from + count; i++)
    found = typing_is_sign(w, i);
  return found;
}

/* At the beginning of a sentence, and in German, a capital letter makes no name. */
static bool typing_may_be_name(const struct word_diff *d, const struct word_change *c,
    const struct typing_side *old, const struct typing_side *new, const char *lang) {
  size_t at = c->new_from;
  bool begins = at == 0 || !word_is_word(&d->after.items[at - 1]);
  return (old->capital || new->capital) && !begins && strncmp(lang, "de", 2) != 0;
}

static bool typing_is_error(const struct word_diff *d, const struct word_change *c,
    const struct typing_side *old, const struct typing_side *new, const char *lang) {
  if (typing_has_sign(&d->before, c->old_from, c->old_count) ||
      typing_has_sign(&d->after, c->new_from, c->new_count))
    return false;
  if (!old->count && !new->count)
    return true;
  if (!new->count)
    return typing_is_doubled(d, c);
  if (old->count > MOST_WORDS || new->count > MOST_WORDS || typing_has_digit(old) ||
      typing_has_digit(new))
    return false;
  if (strcmp(buf_text(&old->joined), buf_text(&new->joined)) == 0)
    return true;
  if (old->count != new->count || typing_may_be_name(d, c, old, new, lang))
    return false;
  for (size_t i = 0; i < old->count; i++) {
    const char *a = buf_text(&old->words[i]), *b = buf_text(&new->words[i]);
    if (strcmp(a, b) != 0 && !typing_is_one_letter(a, b))
      return false;
  }
  return true;
}

enum err typing_error_words(const struct word_diff *d, const struct word_change *c,
    const char *lang, size_t *out) {
  struct typing_side old = {0}, new = {0};
  enum err e = typing_side_read(&d->before, c->old_from, c->old_count, &old);
  if (!e)
    e = typing_side_read(&d->after, c->new_from, c->new_count, &new);
  if (!e) {
    size_t most = old.count > new.count ? old.count : new.count;
    /* A sign alone counts as a word. */
    most = most ? most : 1;
    *out = typing_is_error(d, c, &old, &new, lang) ? 0 : most;
  }
  typing_side_free(&old);
  typing_side_free(&new);
  return e;
}
