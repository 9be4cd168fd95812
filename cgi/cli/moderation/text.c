/* How it works: utf8_printable_part makes visible what could control a terminal. The
 * rest is placed character by character with the widths of wcwidth, because ncurses
 * computes the position of everything else on a line with these. */
#include "cli/moderation/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
  TEXT_TAB = 8,
  /* A cell of ncurses has a character and four marks. */
  TEXT_MARKS = 4
};

struct text_wrapper {
  struct arena *arena;
  struct text_lines *out;
  size_t columns;
  bool ascii;
  struct buf line;
  size_t width;              /* of `line` */
  size_t space, space_width; /* after its last space; 0: it has none */
  int before;                /* width of the last character, 0 at a line's beginning */
  int marks;                 /* that follow it */
};

static enum err text_emit(struct text_wrapper *w, size_t size) {
  /* The space at which the line is broken is not part of it. */
  while (size && w->line.data[size - 1] == ' ')
    size--;
  char **grown = arena_grow(
      w->arena, w->out->lines, w->out->count, &w->out->capacity, sizeof *w->out->lines);
  if (!grown)
    return ERR_NOMEM;
  w->out->lines = grown;
  char *copy = arena_strndup(w->arena, buf_text(&w->line), size);
  if (!copy)
    return ERR_NOMEM;
  w->out->lines[w->out->count++] = copy;
  return OK;
}

static enum err text_end_line(struct text_wrapper *w) {
  enum err e = buf_status(&w->line);
  if (!e)
    e = text_emit(w, w->line.len);
  buf_clear(&w->line);
  w->width = w->space = w->space_width = 0;
  w->before = w->marks = 0;
  return e;
}

/* Breaks after the last space; a word that is longer than the line, wherever it ends.
 */
static enum err text_break(struct text_wrapper *w) {
  if (!w->space)
    return text_end_line(w);
  enum err e = buf_status(&w->line);
  if (!e)
    e = text_emit(w, w->space);
  if (e)
    return e;
  w->line.len -= w->space;
  memmove(w->line.data, w->line.data + w->space, w->line.len + 1);
  w->width -= w->space_width;
  w->space = w->space_width = 0;
  return OK;
}

/* Appends what must stay together. */
static enum err text_put(
    struct text_wrapper *w, const char *bytes, size_t size, size_t width) {
  enum err e = OK;
  /* A space at the end of a full line is where it is broken, so it may stand out. */
  while (!e && w->width && w->width + width > w->columns && *bytes != ' ')
    e = text_break(w);
  if (e)
    return e;
  buf_add(&w->line, bytes, size);
  w->width += width;
  if (*bytes == ' ' && w->width > 1) {
    w->space = w->line.len;
    w->space_width = w->width;
  }
  return buf_status(&w->line);
}

/* The characters that join or modify others, above all emoji: without them, the parts
 * stand side by side on every terminal, two columns each. */
static bool text_composes(const struct text_wrapper *w, wchar_t c) {
  return c == 0x200c || c == 0x200d || c == 0xfe0e || c == 0xfe0f ||
         (w->before == 2 && c >= 0x1f3fb && c <= 0x1f3ff);
}

static enum err text_put_visible(struct text_wrapper *w, wchar_t c) {
  char shown[20];
  int n = snprintf(shown, sizeof shown, "\\u{%x}", (unsigned)c);
  w->before = 1;
  w->marks = 0;
  return text_put(w, shown, (size_t)n, (size_t)n);
}

static enum err text_put_mark(struct text_wrapper *w, const char *bytes, size_t size) {
  if (++w->marks > TEXT_MARKS)
    return OK;
  /* On spaces that stand out, it would make them a visible part of the line. */
  if (w->width > w->columns) {
    enum err e = text_break(w);
    if (e)
      return e;
    w->before = 0;
  }
  /* Without a base, it would stand on what happens to be to its left. */
  if (!w->before) {
    enum err e = text_put(w, " ", 1, 1);
    if (e)
      return e;
    w->before = 1;
  }
  buf_add(&w->line, bytes, size);
  return buf_status(&w->line);
}

static enum err text_put_character(
    struct text_wrapper *w, wchar_t c, const char *bytes, size_t size) {
  if (w->ascii && c > 0x7e)
    return text_put_visible(w, c);
  if (text_composes(w, c))
    return OK;
  int width = wcwidth(c);
  if (width < 0)
    return text_put_visible(w, c);
  if (width == 0)
    return text_put_mark(w, bytes, size);
  w->before = width;
  w->marks = 0;
  return text_put(w, bytes, size, (size_t)width);
}

/* `n` bytes without line breaks and tabs. */
static enum err text_put_part(struct text_wrapper *w, const char *text, size_t n) {
  struct buf safe = {0};
  utf8_printable_part(&safe, text, n);
  enum err e = buf_status(&safe);
  const char *at = buf_text(&safe);
  size_t left = e ? 0 : safe.len;
  mbstate_t state = {0};
  while (!e && left) {
    wchar_t c;
    size_t step = mbrtowc(&c, at, left, &state);
    /* Cannot be: what was not UTF-8 is in ASCII now. */
    if (step == 0 || step > left)
      break;
    e = text_put_character(w, c, at, step);
    at += step;
    left -= step;
  }
  buf_free(&safe);
  return e;
}

static enum err text_put_tab(struct text_wrapper *w) {
  enum err e = OK;
  for (size_t n = TEXT_TAB - w->width % TEXT_TAB; !e && n; n--)
    e = text_put(w, " ", 1, 1);
  w->before = 1;
  return e;
}

enum err text_wrap(struct arena *a, const char *text, size_t columns, bool ascii,
    struct text_lines *out) {
  struct text_wrapper w = {.arena = a, .out = out, .columns = columns, .ascii = ascii};
  enum err e = OK;
  for (;;) {
    size_t n = strcspn(text, "\n\t");
    if (!e)
      e = text_put_part(&w, text, n);
    text += n;
    if (e || !*text)
      break;
    e = *text == '\t' ? text_put_tab(&w) : text_end_line(&w);
    text++;
  }
  if (!e)
    e = text_end_line(&w);
  buf_free(&w.line);
  return e;
}

/* Goes over what fits into `most` columns of a line of text_wrap. */
static const char *text_walk(const char *line, size_t most, size_t *width) {
  size_t left = strlen(line);
  mbstate_t state = {0};
  *width = 0;
  while (left) {
    wchar_t c;
    size_t step = mbrtowc(&c, line, left, &state);
    if (step == 0 || step > left)
      break;
    int one = wcwidth(c);
    if (one > 0 && *width + (size_t)one > most)
      break;
    *width += one > 0 ? (size_t)one : 0;
    line += step;
    left -= step;
  }
  return line;
}

size_t text_width(const char *line) {
  size_t width;
  (void)text_walk(line, SIZE_MAX, &width);
  return width;
}

size_t text_fit(const char *line, size_t columns) {
  size_t width;
  return (size_t)(text_walk(line, columns, &width) - line);
}

char *text_cut(struct arena *a, const char *text, size_t columns, bool ascii) {
  const char *mark = ascii ? "..." : "…";
  struct text_lines lines = {0};
  /* No more than this is needed of a long text: each column has one character and a few
   * marks. */
  char *head = arena_strndup(a, text, utf8_head(text, columns * 40));
  if (!head)
    return NULL;
  bool cut = strlen(head) < strlen(text);
  for (char *c = head; *c; c++)
    if (*c == '\n' || *c == '\t')
      *c = ' ';
  if (text_wrap(a, head, columns, ascii, &lines))
    return NULL;
  if (lines.count == 1 && !cut)
    return lines.lines[0];
  lines.count = 0;
  /* Again, with room for the mark. A single character in its visible form may be wider
   * than that. */
  size_t room = columns - text_width(mark);
  if (text_wrap(a, head, room, ascii, &lines))
    return NULL;
  const char *begin = text_width(lines.lines[0]) <= room ? lines.lines[0] : "";
  return arena_join(a, begin, mark, NULL);
}
