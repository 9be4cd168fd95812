/* In kramdown a table needs no head, and a line of dashes is a separator wherever it
 * stands. In GitHub's Markdown the second line is one and decides how many columns
 * there are: cells beyond them would be lost, so the longest row is looked for first.
 */
#include "markup/markdown/kramdown_table.h"

#include <string.h>

#include "markup/markdown/code_fence.h"

/* MOST_COLUMNS: a row of bars alone must not fill up all the others. */
enum { INDENTED = 4, MOST_COLUMNS = 100 };

struct kramdown_table {
  const char *first;     /* line of the table */
  const char *separator; /* that decides how columns are aligned, or NULL */
  size_t columns;        /* of its longest row */
  bool has_head;
  bool is_known; /* to GitHub's Markdown as well */
};

static const char *kramdown_table_end_of(const char *s) {
  return s + strcspn(s, "\n");
}

static const char *kramdown_table_after(const char *end) {
  return *end ? end + 1 : end;
}

static bool kramdown_table_is_blank(const char *s, const char *end) {
  return s + strspn(s, " \t\r") >= end;
}

/* True for a line such as "|---+:---:|" or "|===". */
static bool kramdown_table_is_separator(const char *s, const char *end) {
  return s + strspn(s, " \t\r|+-:=") >= end &&
         (memchr(s, '-', (size_t)(end - s)) || memchr(s, '=', (size_t)(end - s)));
}

/* Narrows the row to what is between its outer bars. */
static void kramdown_table_trim(const char **s, const char **end) {
  *s += strspn(*s, " \t");
  if (*s < *end && **s == '|')
    ++*s;
  while (*end > *s && strchr(" \t\r", (*end)[-1]))
    --*end;
  if (*end > *s && (*end)[-1] == '|' && (*end - 1 == *s || (*end)[-2] != '\\'))
    --*end;
}

/* Appends the cells of a row, or only counts them if `out` is NULL. A bar in code is
 * text to kramdown, but not to GitHub's Markdown. */
static size_t kramdown_table_put_cells(
    const char *s, const char *end, struct buf *out) {
  size_t cells = 1;
  while (s < end) {
    size_t n =
        *s == '`' ? code_fence_span(s, end) : 1 + (size_t)(*s == '\\' && s + 1 < end);
    bool is_code = *s == '`';
    cells += *s == '|';
    for (size_t i = 0; out && i < n; i++) {
      if (is_code && s[i] == '|')
        buf_putc(out, '\\');
      buf_putc(out, s[i]);
    }
    s += n;
  }
  return cells;
}

static size_t kramdown_table_count(const char *s, const char *end) {
  kramdown_table_trim(&s, &end);
  return kramdown_table_put_cells(s, end, NULL);
}

/* Reads the table whose first line is `s`. Returns the line after it; NULL if there is
 * none. */
static const char *kramdown_table_read(const char *s, struct kramdown_table *out) {
  struct kramdown_table t = {.first = s, .is_known = true};
  const char *at = s + strspn(s, " ");
  size_t rows = 0, line = 0;
  if (at - s >= INDENTED || *at != '|')
    return NULL;
  for (; *s; line++) {
    const char *end = kramdown_table_end_of(s);
    if (kramdown_table_is_blank(s, end))
      break;
    /* Text that is joined to the rows makes a paragraph of all of it, as in
     * kramdown. */
    if (!memchr(s, '|', (size_t)(end - s)))
      return NULL;
    if (kramdown_table_is_separator(s, end)) {
      bool is_githubs = line == 1 && !memchr(s, '+', (size_t)(end - s)) &&
                        !memchr(s, '=', (size_t)(end - s));
      t.is_known &= is_githubs;
      /* The first one after a row ends the head. */
      if (!rows || !t.has_head)
        t.separator = s;
      t.has_head |= rows != 0;
    } else {
      size_t cells = kramdown_table_count(s, end);
      t.columns = cells > t.columns ? cells : t.columns;
      t.is_known &= line != 1;
      rows++;
    }
    s = kramdown_table_after(end);
  }
  if (!rows || t.columns > MOST_COLUMNS)
    return NULL;
  t.is_known &= line > 1;
  *out = t;
  return s;
}

/* Appends the line of dashes, with the colons of the separator. */
static void kramdown_table_put_separator(
    const struct kramdown_table *t, struct buf *out) {
  const char *s = t->separator ? t->separator : "";
  const char *end = kramdown_table_end_of(s);
  kramdown_table_trim(&s, &end);
  for (size_t i = 0; i < t->columns; i++) {
    const char *cell = s;
    while (s < end && *s != '|' && *s != '+')
      s++;
    const char *first = cell + strspn(cell, " \t"), *last = s;
    while (last > first && strchr(" \t", last[-1]))
      last--;
    bool is_left = first < last && *first == ':';
    bool is_right = last > first + 1 && last[-1] == ':';
    buf_printf(out, "|%s---%s", is_left ? ":" : "", is_right ? ":" : "");
    s += s < end;
  }
  buf_puts(out, "|\n");
}

static void kramdown_table_put_row(
    const struct kramdown_table *t, const char *s, const char *end, struct buf *out) {
  kramdown_table_trim(&s, &end);
  buf_putc(out, '|');
  /* GitHub's Markdown knows no table by a head with fewer cells. */
  for (size_t n = kramdown_table_put_cells(s, end, out); n < t->columns; n++)
    buf_puts(out, "| ");
  buf_puts(out, "|\n");
}

static void kramdown_table_put(
    const struct kramdown_table *t, const char *after, struct buf *out) {
  bool has_separator = false;
  if (!t->has_head) {
    for (size_t i = 0; i < t->columns; i++)
      buf_puts(out, "| ");
    buf_puts(out, "|\n");
    kramdown_table_put_separator(t, out);
    has_separator = true;
  }
  for (const char *s = t->first; s < after && !out->failed;) {
    const char *end = kramdown_table_end_of(s);
    if (!kramdown_table_is_separator(s, end)) {
      kramdown_table_put_row(t, s, end, out);
      /* Of several lines before the separator, which only kramdown allows, the first is
       * the head. */
      if (!has_separator)
        kramdown_table_put_separator(t, out);
      has_separator = true;
    }
    s = kramdown_table_after(end);
  }
}

bool kramdown_table_is_in(const char *text) {
  while (*text) {
    if (text[strspn(text, " ")] == '|')
      return true;
    text = kramdown_table_after(kramdown_table_end_of(text));
  }
  return false;
}

enum err kramdown_table_convert(const char *text, struct buf *out) {
  struct code_fence fence = {0};
  bool after_blank = true;
  for (const char *s = text; *s && !out->failed;) {
    struct kramdown_table t;
    const char *end = kramdown_table_end_of(s);
    bool is_code =
        code_fence_follow_html(&fence, s, end) || code_fence_follow(&fence, s, end);
    const char *after = is_code || !after_blank ? NULL : kramdown_table_read(s, &t);
    if (after && !t.is_known) {
      kramdown_table_put(&t, after, out);
    } else {
      after = after ? after : kramdown_table_after(end);
      buf_add(out, s, (size_t)(after - s));
    }
    after_blank = !is_code && kramdown_table_is_blank(s, end);
    s = after;
  }
  return buf_status(out);
}
