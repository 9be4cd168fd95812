#include "site/core/change_text.h"

#include <string.h>

static const struct change_text_mark {
  const char *mark;
  size_t size;
  enum view_change change; /* from here on */
  char letter;             /* or this one, which is no tag */
} marks[] = {{"<del>", 5, VIEW_CHANGE_REMOVED, 0}, {"<ins>", 5, VIEW_CHANGE_ADDED, 0},
    {"</del>", 6, VIEW_CHANGE_NONE, 0}, {"</ins>", 6, VIEW_CHANGE_NONE, 0},
    {"&lt;", 4, VIEW_CHANGE_NONE, '<'}, {"&gt;", 4, VIEW_CHANGE_NONE, '>'},
    {"&amp;", 5, VIEW_CHANGE_NONE, '&'}};

void change_text_put(
    struct buf *out, enum view_change change, const char *words, size_t n) {
  static const char *const tags[][2] = {[VIEW_CHANGE_NONE] = {"", ""},
      [VIEW_CHANGE_REMOVED] = {"<del>", "</del>"},
      [VIEW_CHANGE_ADDED] = {"<ins>", "</ins>"}};
  if (!n)
    return;
  buf_puts(out, tags[change][0]);
  for (size_t i = 0; i < n; i++)
    switch (words[i]) {
    case '<':
      buf_puts(out, "&lt;");
      break;
    case '>':
      buf_puts(out, "&gt;");
      break;
    case '&':
      buf_puts(out, "&amp;");
      break;
    default:
      buf_putc(out, words[i]);
    }
  buf_puts(out, tags[change][1]);
}

static const struct change_text_mark *change_text_mark_at(const char *s) {
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (strncmp(s, marks[i].mark, marks[i].size) == 0)
      return &marks[i];
  return NULL;
}

/* One line, which is changed in place: what is read is never longer. A part ends where
 * the next tag begins, so its NUL overwrites nothing that is still to be read. */
static enum err change_text_read_line(
    struct arena *a, char *line, struct view_change_place *out) {
  struct view_change_part *parts = NULL;
  size_t n = 0, room = 0;
  enum view_change change = VIEW_CHANGE_NONE;
  char *from = line, *to = line;
  for (const char *at = line;;) {
    const struct change_text_mark *m = *at ? change_text_mark_at(at) : NULL;
    if (*at && (!m || m->letter)) {
      const char *letter = m ? &m->letter : at;
      *to++ = *letter;
      at += m ? m->size : 1;
      continue;
    }
    if (to > from) {
      parts = arena_grow(a, parts, n, &room, sizeof *parts);
      if (!parts)
        return ERR_NOMEM;
      parts[n++] = (struct view_change_part){change, from};
    }
    if (!*at)
      break;
    at += m->size;
    change = m->change;
    *to++ = '\0';
    from = to;
  }
  *to = '\0';
  *out = (struct view_change_place){parts, n};
  return OK;
}

enum err change_text_read(struct arena *a, const char *text,
    const struct view_change_place **out, size_t *count) {
  struct view_change_place *places = NULL;
  size_t n = 0, room = 0;
  char *rest = arena_strdup(a, text), *save = NULL;
  if (!rest)
    return ERR_NOMEM;
  for (char *line = strtok_r(rest, "\n", &save); line;
       line = strtok_r(NULL, "\n", &save)) {
    places = arena_grow(a, places, n, &room, sizeof *places);
    enum err e = places ? change_text_read_line(a, line, &places[n]) : ERR_NOMEM;
    if (e)
      return e;
    n++;
  }
  *out = places;
  *count = n;
  return OK;
}
