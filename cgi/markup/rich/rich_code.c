/* A number is not text but the value of an attribute, which the style sheet shows: text
 * that is selected and copied has none. */
#include "markup/rich/rich_code.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The kinds of highlight.py, and the classes of the style sheet. */
static const char kinds[] = "-acdefhiknopstv";

enum err rich_code_read_runs(
    struct arena *a, const char *answer, size_t size, struct rich_runs *out) {
  size_t count = 0, cap = 0, covered = 0;
  struct rich_run *runs = NULL;
  for (const char *s = answer; *s;) {
    char *end;
    if (!strchr(kinds, *s) || s[1] != ' ' || s[2] < '1' || s[2] > '9')
      return ERR_SYNTAX;
    unsigned long long n = strtoull(s + 2, &end, 10);
    if (*end != '\n' || n > size - covered)
      return ERR_SYNTAX;
    struct rich_run *grown = arena_grow(a, runs, count, &cap, sizeof *runs);
    if (!grown)
      return ERR_NOMEM;
    runs = grown;
    runs[count++] = (struct rich_run){*s, (size_t)n};
    covered += (size_t)n;
    s = end + 1;
  }
  if (covered != size)
    return ERR_SYNTAX;
  *out = (struct rich_runs){runs, count};
  return OK;
}

/* Whether the list of lines, "2,5-7", names line `n`. */
static bool rich_code_is_marked(const char *list, long n) {
  while (*list) {
    char *end;
    long from = strtol(list, &end, 10), to = from;
    if (end == list)
      return false;
    if (*end == '-')
      to = strtol(end + 1, &end, 10);
    if (n >= from && n <= to)
      return true;
    list = end + (*end == ',');
  }
  return false;
}

struct rich_code {
  struct buf *out;
  const struct rich_part *part;
  bool has_lines;
  long line; /* the current one, from 1 */
};

static void rich_code_open_line(struct rich_code *c) {
  if (!c->has_lines)
    return;
  c->line++;
  buf_puts(c->out, rich_code_is_marked(c->part->marked, c->line)
                       ? "<span class=\"line marked\""
                       : "<span class=\"line\"");
  if (c->part->first >= 0)
    buf_printf(c->out, " data-line=\"%ld\"", c->part->first + c->line - 1);
  buf_putc(c->out, '>');
}

/* A piece without a line end inside. */
static void rich_code_put_piece(
    struct rich_code *c, char kind, const char *s, size_t n) {
  if (n && kind != '-')
    buf_printf(c->out, "<span class=\"hl-%c\">", kind);
  buf_add_html(c->out, s, n);
  if (n && kind != '-')
    buf_puts(c->out, "</span>");
}

/* A run of several lines, such as a comment, is cut at their ends. */
static void rich_code_put_run(struct rich_code *c, char kind, const char *s, size_t n) {
  const char *end = s + n;
  while (c->has_lines && s < end) {
    const char *line = memchr(s, '\n', (size_t)(end - s));
    if (!line)
      break;
    rich_code_put_piece(c, kind, s, (size_t)(line - s));
    buf_puts(c->out, "\n</span>");
    s = line + 1;
    /* The last line end is not followed by a line. */
    if (*s)
      rich_code_open_line(c);
  }
  rich_code_put_piece(c, kind, s, (size_t)(end - s));
}

void rich_code_put(
    struct buf *out, const struct rich_part *p, const struct rich_runs *runs) {
  struct rich_code c = {
      .out = out, .part = p, .has_lines = p->first >= 0 || *p->marked};
  const char *at = p->text;
  size_t n = strlen(at);
  bool is_open_at_end = n > 0 && at[n - 1] != '\n';
  if (n)
    rich_code_open_line(&c);
  for (size_t i = 0; i < runs->count; i++) {
    rich_code_put_run(&c, runs->items[i].kind, at, runs->items[i].size);
    at += runs->items[i].size;
  }
  rich_code_put_run(&c, '-', at, strlen(at));
  if (c.has_lines && is_open_at_end)
    buf_puts(out, "</span>");
}
