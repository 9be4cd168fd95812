/* Text to text, because cmark has no hook for blocks of one's own: "<dl>", "<dt>" and
 * "<dd>" each end with a blank line, after which cmark reads Markdown again. Only what
 * begins at the margin after a blank line is a term. Elsewhere, a line that begins with
 * a colon may be anything, and stays what it was. */
#include "markup/markdown/definition_list.h"

#include <string.h>

#include "markup/markdown/code_fence.h"

/* CODE: columns that make a line code. */
enum { CODE = 4, TAB = 4 };

struct definition_list {
  struct buf *out;
  struct code_fence fence; /* of the text, or of the definition while one is open */
  bool is_open;            /* in a definition */
  size_t column;           /* of the text of the definition's first line */
  size_t indent;           /* columns to remove from the lines after it; 0: unknown */
  bool after_blank;
};

static bool definition_list_is_blank(const char *s, const char *end) {
  while (s < end && (*s == ' ' || *s == '\t' || *s == '\r'))
    s++;
  return s == end;
}

static const char *definition_list_end_of(const char *s) {
  return s + strcspn(s, "\n");
}

static const char *definition_list_after(const char *end) {
  return *end ? end + 1 : end;
}

/* Columns of the white space at `s`, which begins at `column`; *text is what follows
 * it. */
static size_t definition_list_columns(
    const char *s, const char *end, size_t column, const char **text) {
  size_t at = column;
  for (; s < end && (*s == ' ' || *s == '\t'); s++)
    at += *s == ' ' ? 1 : TAB - at % TAB;
  *text = s;
  return at - column;
}

/* The text after the mark of a definition, ":   text", NULL if the line has none;
 * *column becomes the column in which it begins. */
static const char *definition_list_mark(
    const char *s, const char *end, size_t *column) {
  const char *mark, *text;
  size_t before = definition_list_columns(s, end, 0, &mark);
  if (before >= CODE || mark == end || *mark != ':')
    return NULL;
  size_t gap = definition_list_columns(mark + 1, end, before + 1, &text);
  if (!gap || definition_list_is_blank(text, end))
    return NULL;
  *column = before + 1 + gap;
  return text;
}

/* True for a mark without text. A template tag that is not shown may have been all that
 * followed it. */
static bool definition_list_is_empty_mark(const char *s, const char *end) {
  const char *mark;
  return definition_list_columns(s, end, 0, &mark) < CODE && mark < end &&
         *mark == ':' && definition_list_is_blank(mark + 1, end);
}

/* True for a line of a term. A heading, an item, a quote, a table, HTML or a rule is
 * none: a colon after it is text, or the caption of a table (Pandoc). */
static bool definition_list_is_term(const char *s, const char *end) {
  const char *at = s + strspn(s, "0123456789");
  size_t column;
  if (definition_list_is_blank(s, end) || strchr(" \t#>|<:", *s))
    return false;
  if (at > s && at + 1 < end && strchr(".)", *at) && strchr(" \t", at[1]))
    return false;
  if (strchr("-*+", *s) && (s + 1 == end || strchr(" \t\r", s[1])))
    return false;
  if (strncmp(s, "```", 3) == 0 || strncmp(s, "~~~", 3) == 0)
    return false;
  if (s + strspn(s, "-=_* \t\r") >= end)
    return false;
  return !definition_list_mark(s, end, &column);
}

/* The line of the first definition if the paragraph at `s` consists of terms; otherwise
 * NULL, and *rest is the line after the paragraph. */
static const char *definition_list_find(const char *s, const char **rest) {
  const char *end = definition_list_end_of(s);
  bool has_term = false;
  size_t column;
  while (*s && definition_list_is_term(s, end)) {
    has_term = true;
    s = definition_list_after(end);
    end = definition_list_end_of(s);
  }
  *rest = s;
  if (has_term && *s && definition_list_is_blank(s, end)) {
    s = definition_list_after(end);
    end = definition_list_end_of(s);
  }
  while (has_term && definition_list_is_empty_mark(s, end)) {
    s = definition_list_after(end);
    end = definition_list_end_of(s);
  }
  return has_term && definition_list_mark(s, end, &column) ? s : NULL;
}

static void definition_list_put_line(
    struct definition_list *d, const char *s, const char *end) {
  buf_add(d->out, s, (size_t)(end - s));
  if (*end)
    buf_putc(d->out, '\n');
}

static void definition_list_close(struct definition_list *d) {
  if (!d->is_open)
    return;
  if (d->out->len && d->out->data[d->out->len - 1] != '\n')
    buf_putc(d->out, '\n');
  /* Code that the author forgot to end must not show the tags that follow. */
  for (size_t i = 0; d->fence.mark && i < d->fence.marks; i++)
    buf_putc(d->out, d->fence.mark);
  buf_puts(d->out, "\n</dd>\n");
  d->is_open = false;
  d->fence = (struct code_fence){0};
}

static void definition_list_open(
    struct definition_list *d, const char *text, const char *end, size_t column) {
  definition_list_close(d);
  buf_puts(d->out, "<dd>\n\n");
  d->is_open = true;
  d->column = column;
  d->indent = 0;
  d->after_blank = false;
  code_fence_follow(&d->fence, text, end);
  definition_list_put_line(d, text, end);
}

/* Puts the terms from `s` to the definition at `mark`. */
static void definition_list_put_terms(
    struct definition_list *d, const char *s, const char *mark) {
  definition_list_close(d);
  while (s < mark) {
    const char *end = definition_list_end_of(s);
    if (!definition_list_is_blank(s, end) && !definition_list_is_empty_mark(s, end)) {
      buf_puts(d->out, "<dt>\n\n");
      definition_list_put_line(d, s, end);
      buf_puts(d->out, "\n</dt>\n");
    }
    s = definition_list_after(end);
  }
}

/* Columns to remove, decided by the first indented line. Programs disagree: kramdown
 * counts from where the text began, the others want four columns. So code after ": " is
 * indented by six columns or by eight. */
static size_t definition_list_indent(size_t column, size_t columns) {
  if (columns < CODE || (columns >= column + CODE && columns < (size_t)2 * CODE))
    return column < columns ? column : columns;
  return CODE;
}

/* Puts a line if it belongs to the definition that is open. */
static bool definition_list_continue(
    struct definition_list *d, const char *s, const char *end) {
  const char *text;
  size_t columns = definition_list_columns(s, end, 0, &text);
  if (definition_list_is_blank(s, end)) {
    d->after_blank = true;
    buf_putc(d->out, '\n');
    return true;
  }
  /* A line at the margin continues the paragraph above it, but not code or what
   * precedes a blank line. */
  if (columns < 2) {
    if (d->after_blank || d->fence.mark || !definition_list_is_term(text, end))
      return false;
    definition_list_put_line(d, text, end);
    return true;
  }
  if (!d->indent)
    d->indent = definition_list_indent(d->column, columns);
  d->after_blank = false;
  size_t start = d->out->len, left = columns > d->indent ? columns - d->indent : 0;
  buf_printf(d->out, "%*s", (int)left, "");
  buf_add(d->out, text, (size_t)(end - text));
  if (!d->out->failed)
    code_fence_follow(
        &d->fence, buf_text(d->out) + start, buf_text(d->out) + d->out->len);
  if (*end)
    buf_putc(d->out, '\n');
  return true;
}

/* Puts the list whose terms begin at `s` and whose first definition is at `mark`.
 * Returns the line after it. */
static const char *definition_list_put(
    struct definition_list *d, const char *s, const char *mark) {
  struct definition_list list = {.out = d->out};
  const char *rest, *text;
  size_t column;
  buf_puts(d->out, "<dl>\n");
  while (mark) {
    definition_list_put_terms(&list, s, mark);
    s = mark;
    while (*s && !d->out->failed) {
      const char *end = definition_list_end_of(s);
      /* A colon within code is no mark. */
      text = list.fence.mark ? NULL : definition_list_mark(s, end, &column);
      if (text)
        definition_list_open(&list, text, end, column);
      else if ((list.fence.mark || !definition_list_is_empty_mark(s, end)) &&
               !definition_list_continue(&list, s, end))
        break;
      s = definition_list_after(end);
    }
    mark = *s && !d->out->failed ? definition_list_find(s, &rest) : NULL;
  }
  definition_list_close(&list);
  buf_puts(d->out, "</dl>\n\n");
  return s;
}

/* Puts the line at `s`, or the paragraph or the list. Returns the line after it. */
static const char *definition_list_put_next(struct definition_list *d, const char *s) {
  const char *end = definition_list_end_of(s), *rest = s;
  bool was_blank = d->after_blank;
  bool is_code =
      code_fence_follow_html(&d->fence, s, end) || code_fence_follow(&d->fence, s, end);
  d->after_blank = definition_list_is_blank(s, end);
  if (was_blank && !is_code) {
    const char *mark = definition_list_find(s, &rest);
    if (mark) {
      d->after_blank = true;
      return definition_list_put(d, s, mark);
    }
  }
  /* A paragraph that is none of terms is put as a whole, so that it is searched once
   * only. */
  const char *next = definition_list_after(end);
  if (rest > next) {
    buf_add(d->out, s, (size_t)(rest - s));
    return rest;
  }
  definition_list_put_line(d, s, end);
  return next;
}

bool definition_list_is_in(const char *text) {
  for (const char *at = text; (at = strchr(at, ':')) != NULL; at++) {
    if (at[1] != ' ' && at[1] != '\t')
      continue;
    const char *s = at;
    while (s > text && s[-1] == ' ')
      s--;
    if (s > text && s[-1] == '\n')
      return true;
  }
  return false;
}

enum err definition_list_convert(const char *text, struct buf *out) {
  struct definition_list d = {.out = out, .after_blank = true};
  for (const char *s = text; *s && !out->failed;)
    s = definition_list_put_next(&d, s);
  return buf_status(out);
}
