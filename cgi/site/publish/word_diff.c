/* A long article takes diff milliseconds: it gives up the shortest result for texts
 * that differ in most of their words (--speed-large-files), and is killed when it is
 * late. */
#include "site/publish/word_diff.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwbrk.h>

#include "base/buf.h"
#include "base/tool.h"

enum { DIFF_MEMORY = 512 << 20, DIFF_SECONDS = 5, DIFF_MILLISECONDS = 10000 };

/* Bytes of the answer: four numbers for each change. */
enum { DIFF_ANSWER = 16 << 20 };

bool word_is_word(const struct word *w) {
  const uint8_t *s = (const uint8_t *)w->text, *end = s + w->size;
  while (s < end) {
    ucs4_t c;
    int n = u8_mbtouc(&c, s, (size_t)(end - s));
    if (uc_is_alnum(c))
      return true;
    s += n > 0 ? n : 1;
  }
  return false;
}

static bool word_is_space(const char *s, size_t n) {
  return strspn(s, " \t\n") >= n;
}

/* Joins "6", ":" and "30", or "1911", "-" and "12": readers take them for one. */
static void words_join_number(struct words *w) {
  struct word *last = &w->items[w->count - 1];
  if (w->count < 3 || last->spaced || last[-1].spaced ||
      !isdigit((unsigned char)*last->text))
    return;
  const char *mark = last[-1].text;
  bool joins = (last[-1].size == 1 && strchr(":/-", *mark)) ||
               (last[-1].size == 3 && strncmp(mark, "\u2013", 3) == 0);
  if (!joins || !isdigit((unsigned char)last[-2].text[last[-2].size - 1]))
    return;
  last[-2].size = (size_t)(last->text + last->size - last[-2].text);
  w->count -= 2;
}

static enum err words_split(struct arena *a, const char *text, struct words *out) {
  size_t n = strlen(text), from = 0, room = 0;
  char *breaks = arena_array(a, n + 1, 1);
  struct words w = {NULL, 0};
  bool spaced = false, begins = true;
  if (!breaks)
    return ERR_NOMEM;
  u8_wordbreaks((const uint8_t *)text, n, breaks);
  for (size_t i = 1; i <= n; i++) {
    if (i < n && !breaks[i])
      continue;
    if (word_is_space(text + from, i - from)) {
      spaced = true;
      begins = begins || memchr(text + from, '\n', i - from);
    } else {
      w.items = arena_grow(a, w.items, w.count, &room, sizeof *w.items);
      if (!w.items)
        return ERR_NOMEM;
      w.items[w.count++] = (struct word){text + from, i - from, spaced, begins};
      words_join_number(&w);
      spaced = begins = false;
    }
    from = i;
  }
  *out = w;
  return OK;
}

static bool word_is_same(const struct word *a, const struct word *b) {
  return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* One word per line, those from `from` on. A word has no line end. */
static void words_write(
    const struct words *w, size_t from, size_t until, struct buf *out) {
  for (size_t i = from; i < until; i++) {
    buf_add(out, w->items[i].text, w->items[i].size);
    buf_putc(out, '\n');
  }
}

/* The answer has a line for each change: the first line and the number of lines, in
 * both texts. */
static enum err word_diff_read(
    struct arena *a, const char *answer, size_t skipped, struct word_diff *out) {
  size_t room = 0, old_until = 0, new_until = 0;
  for (const char *s = answer; *s;) {
    unsigned long n[4];
    for (int i = 0; i < 4; i++) {
      char *end;
      n[i] = strtoul(s, &end, 10);
      if (end == s || *end != (i < 3 ? ' ' : '\n'))
        return ERR_SYNTAX;
      s = end + 1;
    }
    struct word_change c = {n[0] - 1 + skipped, n[1], n[2] - 1 + skipped, n[3]};
    /* What a program says is checked, even if it is diff. */
    if (!n[0] || !n[2] || c.old_from < old_until || c.new_from < new_until ||
        c.old_from > out->before.count || c.new_from > out->after.count ||
        c.old_count > out->before.count - c.old_from ||
        c.new_count > out->after.count - c.new_from)
      return ERR_SYNTAX;
    old_until = c.old_from + c.old_count;
    new_until = c.new_from + c.new_count;
    out->changes = arena_grow(a, out->changes, out->count, &room, sizeof *out->changes);
    if (!out->changes)
      return ERR_NOMEM;
    out->changes[out->count++] = c;
  }
  return OK;
}

static enum err word_diff_run(
    const struct buf *before, const struct buf *after, struct buf *answer) {
  static const char *const words[] = {"diff", "-a", "--speed-large-files",
      "--unchanged-group-format=", "--changed-group-format=%df %dn %dF %dN\n", "-",
      "/dev/fd/3", NULL};
  const struct tool_order order = {.words = words,
      .memory = DIFF_MEMORY,
      .seconds = DIFF_SECONDS,
      .second = buf_text(after),
      .second_size = after->len,
      .worst = 1};
  return tool_run(&order, buf_text(before), before->len, DIFF_MILLISECONDS, answer);
}

/* Everything between the common beginning and the common end. */
static enum err word_diff_compare(struct arena *a, struct word_diff *d, size_t head,
    size_t old_until, size_t new_until) {
  struct buf before = {0}, after = {0}, answer = {.most = DIFF_ANSWER};
  words_write(&d->before, head, old_until, &before);
  words_write(&d->after, head, new_until, &after);
  enum err e = buf_status(&before) || buf_status(&after) ? ERR_NOMEM : OK;
  if (!e)
    e = word_diff_run(&before, &after, &answer);
  if (!e)
    e = word_diff_read(a, buf_text(&answer), head, d);
  buf_free(&before);
  buf_free(&after);
  buf_free(&answer);
  return e;
}

enum err word_diff(
    struct arena *a, const char *before, const char *after, struct word_diff *out) {
  struct word_diff d = {0};
  if (strlen(before) > WORD_DIFF_MOST || strlen(after) > WORD_DIFF_MOST)
    return ERR_TOO_LARGE;
  enum err e = words_split(a, before, &d.before);
  if (!e)
    e = words_split(a, after, &d.after);
  if (e)
    return e;
  size_t head = 0, old_until = d.before.count, new_until = d.after.count;
  while (head < old_until && head < new_until &&
         word_is_same(&d.before.items[head], &d.after.items[head]))
    head++;
  while (old_until > head && new_until > head &&
         word_is_same(&d.before.items[old_until - 1], &d.after.items[new_until - 1]))
    old_until--, new_until--;
  /* Most edits are in one place, and then there is nothing to compare. */
  if (old_until > head && new_until > head) {
    e = word_diff_compare(a, &d, head, old_until, new_until);
  } else if (old_until > head || new_until > head) {
    d.changes = arena_alloc(a, sizeof *d.changes);
    if (!d.changes)
      return ERR_NOMEM;
    *d.changes = (struct word_change){head, old_until - head, head, new_until - head};
    d.count = 1;
  }
  if (!e)
    *out = d;
  return e;
}
