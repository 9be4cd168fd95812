#include "markup/rich/rich_diagram.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/tool.h"
#include "markup/rich/rich_filter.h"

/* A large graph takes Graphviz more than linear time: 10 seconds is what an import may
 * wait for one. */
enum {
  DEADLINE = 10000, /* milliseconds */
  SECONDS = 10,
  MEMORY = 512 << 20,
  MOST_SVG = 4 << 20,
  MOST_LABEL = 200
};

/* The font is measured here and drawn by the reader's browser: the one that is
 * measured, DejaVu or the like, is wider than most. The page's background shows
 * through. */
static const char *const words[] = {"dot", "-Tsvg", "-Gfontname=sans-serif",
    "-Nfontname=sans-serif", "-Efontname=sans-serif", "-Gbgcolor=transparent", NULL};

static enum err rich_diagram_run(
    const char *text, size_t n, bool complaints, struct buf *out) {
  const struct tool_order order = {
      .words = words, .memory = MEMORY, .seconds = SECONDS, .complaints = complaints};
  return tool_run(&order, text, n, DEADLINE, out);
}

/* Asks again for the message, because on success other messages are of no interest. */
static enum err rich_diagram_ask_why(
    const char *text, size_t n, struct buf *complaint) {
  struct buf said = {.most = 1 << 16};
  enum err e = rich_diagram_run(text, n, true, &said);
  if (e == ERR_INVALID) {
    const char *why = buf_text(&said);
    static const char head[] = "Error: <stdin>: ";
    if (strncmp(why, head, sizeof head - 1) == 0)
      why += sizeof head - 1;
    buf_printf(complaint, "the diagram is shown as text: %.*s",
        (int)strcspn(why, "\n") > MOST_LABEL ? MOST_LABEL : (int)strcspn(why, "\n"),
        why);
  }
  buf_free(&said);
  return buf_status(complaint);
}

/* What is written in the picture, in its order: the best there is if its author has not
 * said what it shows. */
static const char *rich_diagram_labels(struct arena *a, const char *svg) {
  struct buf b = {0};
  const char *at = svg;
  while (b.len < MOST_LABEL && (at = strstr(at, "<text")) != NULL) {
    const char *from = strchr(at, '>'), *to = from ? strchr(from, '<') : NULL;
    if (!to)
      break;
    if (b.len)
      buf_puts(&b, ", ");
    buf_add(&b, from + 1, (size_t)(to - from) - 1);
    at = to;
  }
  const char *out = buf_status(&b) ? NULL : arena_strdup(a, buf_text(&b));
  buf_free(&b);
  return out;
}

static enum err rich_diagram_write(
    struct arena *a, const struct buf *svg, const char *alt, struct buf *out) {
  struct buf shown = {.most = MOST_SVG};
  bool is_coloured = false;
  /* The labels are those that the filter lets through. */
  enum err e =
      rich_filter(RICH_FILTER_SVG, buf_text(svg), svg->len, alt, &shown, &is_coloured);
  const char *labels = e || *alt ? "" : rich_diagram_labels(a, buf_text(&shown));
  if (!e && !labels)
    e = ERR_NOMEM;
  if (!e) {
    buf_puts(out, is_coloured ? "<figure class=\"diagram coloured\" tabindex=\"0\">"
                              : "<figure class=\"diagram\" tabindex=\"0\">");
    const char *name = strstr(buf_text(&shown), "aria-label=\"");
    if (*labels && name) {
      name += sizeof "aria-label=\"" - 1;
      buf_add(out, shown.data, (size_t)(name - shown.data));
      /* They are escaped already. */
      buf_puts(out, labels);
      buf_puts(out, name);
    } else {
      buf_add(out, buf_text(&shown), shown.len);
    }
    buf_puts(out, "</figure>");
  }
  buf_free(&shown);
  return e ? e : buf_status(out);
}

enum err rich_diagram(struct arena *a, const char *text, size_t n, const char *alt,
    struct buf *out, struct buf *complaint) {
  struct buf svg = {.most = MOST_SVG};
  enum err e = rich_diagram_run(text, n, false, &svg);
  if (e == ERR_INVALID) {
    enum err asked = rich_diagram_ask_why(text, n, complaint);
    e = asked ? asked : e;
  }
  if (!e)
    e = rich_diagram_write(a, &svg, alt, out);
  buf_free(&svg);
  return e;
}
