/* The article itself is stored without any of this, so that feeds, the search, excerpts
 * and exports have the text, and nothing has to be undone when an article is exported
 * or edited. What the programs answer is untrusted: of Pygments only lengths are used,
 * and the rest goes through rich_filter.c. */
#include "markup/rich/rich.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "markup/rich/rich_code.h"
#include "markup/rich/rich_diagram.h"
#include "markup/rich/rich_filter.h"
#include "markup/rich/rich_part.h"
#include "markup/rich/rich_worker.h"

/* Longer texts are logs or data, which take long and gain little. MOST_HTML is that of
 * one piece. */
enum {
  MOST_CODE = 256 << 10,
  MOST_FORMULA = 16 << 10,
  MOST_DIAGRAM = 64 << 10,
  MOST_HTML = 4 << 20,
  MOST_MESSAGE = 300
};

struct rich {
  struct rich_worker code, math;
  bool has_no_graphviz;
};

/* One article. */
struct rich_job {
  struct rich *rich;
  struct arena *arena;
  rich_note *note;
  void *context;
  struct buf html; /* of the current piece */
};

struct rich *rich_new(void) {
  struct rich *r = calloc(1, sizeof *r);
  if (r)
    *r = (struct rich){{.language = RICH_WORKER_PYTHON, .script = "highlight.py"},
        {.language = RICH_WORKER_NODE, .script = "math.js"}, false};
  return r;
}

void rich_free(struct rich *r) {
  if (!r)
    return;
  rich_worker_stop(&r->code);
  rich_worker_stop(&r->math);
  free(r);
}

/* Says why a part stays as it is. Returns an error only where the run must end. */
static enum err rich_explain(struct rich_job *j, const struct rich_part *p, enum err e,
    const char *missing, const char *failed) {
  switch (e) {
  case ERR_NOT_FOUND:
    j->note(j->context, NULL, missing);
    return OK;
  case ERR_BUSY:
    return OK; /* it has been reported */
  case ERR_TIMEOUT:
  case ERR_IO:
  case ERR_FULL:
  case ERR_TOO_LARGE:
  case ERR_SYNTAX:
  case ERR_INVALID:
    j->note(j->context, p->text, failed);
    return OK;
  default:
    return e;
  }
}

static enum err rich_code(struct rich_job *j, const struct rich_part *p) {
  struct rich_runs runs = {0};
  struct buf answer = {.most = MOST_HTML};
  size_t n = strlen(p->text);
  bool has_lines = p->first >= 0 || *p->marked;
  enum err e = OK;
  /* A space or line end in the name would change the question to the program. */
  if (*p->language && n && n <= MOST_CODE && !strpbrk(p->language, " \n")) {
    e = rich_worker_ask(&j->rich->code, p->language, p->text, n, &answer);
    if (!e && strcmp(buf_text(&answer), "?") != 0)
      e = rich_code_read_runs(j->arena, buf_text(&answer), n, &runs);
    e = rich_explain(j, p, e,
        "code is shown without colours: install the Debian package python3-pygments",
        "this code cannot be highlighted: it is shown without colours");
  }
  buf_free(&answer);
  if (!e && (runs.count || has_lines))
    rich_code_put(&j->html, p, &runs);
  return e;
}

/* The answer to a formula: "+" and the MathML, or "-" and why there is none. */
static enum err rich_formula_read(
    struct rich_job *j, const struct rich_part *p, const struct buf *answer) {
  bool is_coloured;
  struct buf message = {0};
  if (answer->len && *answer->data == '+') {
    /* A long formula scrolls, and can be reached by the keyboard for that. */
    buf_puts(&j->html, p->is_display ? "<span class=\"formula\" tabindex=\"0\">" : "");
    enum err e = rich_filter(RICH_FILTER_MATHML, answer->data + 1, answer->len - 1, "",
        &j->html, &is_coloured);
    buf_puts(&j->html, p->is_display ? "</span>" : "");
    return e;
  }
  buf_printf(&message, "the formula is shown as text: %.*s", MOST_MESSAGE,
      answer->len ? answer->data + 1 : "");
  enum err e = buf_status(&message);
  if (!e)
    j->note(j->context, p->text, message.data);
  buf_free(&message);
  return e;
}

static enum err rich_formula(struct rich_job *j, const struct rich_part *p) {
  struct buf answer = {.most = MOST_HTML};
  size_t n = strlen(p->text);
  enum err e = n > MOST_FORMULA ? ERR_TOO_LARGE
                                : rich_worker_ask(&j->rich->math,
                                      p->is_display ? "d" : "i", p->text, n, &answer);
  if (!e)
    e = rich_formula_read(j, p, &answer);
  buf_free(&answer);
  return rich_explain(j, p, e,
      "formulas are shown as text: install the Debian packages nodejs and katex",
      "the formula is shown as text: it is too long, or takes too much time");
}

static enum err rich_diagram_of(struct rich_job *j, const struct rich_part *p) {
  struct buf complaint = {0};
  size_t n = strlen(p->text);
  if (j->rich->has_no_graphviz)
    return OK;
  enum err e = n > MOST_DIAGRAM
                   ? ERR_TOO_LARGE
                   : rich_diagram(j->arena, p->text, n, p->alt, &j->html, &complaint);
  j->rich->has_no_graphviz = e == ERR_NOT_FOUND;
  e = rich_explain(j, p, e,
      "diagrams are shown as text: install the Debian package graphviz",
      complaint.len
          ? buf_text(&complaint)
          : "the diagram is shown as text: it is too large, or takes too much time");
  buf_free(&complaint);
  return e;
}

static bool rich_is_diagram(const struct rich_part *p) {
  return strcmp(p->language, "dot") == 0 || strcmp(p->language, "graphviz") == 0;
}

static enum err rich_add(struct rich_job *j, const struct rich_part *p, size_t number,
    bool is_whole, struct rich_pieces *out) {
  struct rich_piece *items =
      arena_grow(j->arena, out->items, out->count, &out->cap, sizeof *items);
  char *html = arena_strndup(j->arena, j->html.data, j->html.len);
  if (!items || !html)
    return ERR_NOMEM;
  out->items = items;
  out->items[out->count++] =
      (struct rich_piece){number, (size_t)(p->inside_end - p->inside), is_whole, html};
  return OK;
}

static enum err rich_one(struct rich_job *j, const struct rich_part *p, size_t number,
    bool diagrams, struct rich_pieces *out) {
  bool is_diagram = diagrams && p->kind == RICH_CODE && rich_is_diagram(p);
  bool is_whole = is_diagram || p->kind == RICH_FORMULA;
  buf_clear(&j->html);
  enum err e = is_diagram                ? rich_diagram_of(j, p)
               : p->kind == RICH_FORMULA ? rich_formula(j, p)
                                         : rich_code(j, p);
  /* The filter may have written a part before it found an error. */
  if (e || j->html.failed || !j->html.len)
    return e;
  return rich_add(j, p, number, is_whole, out);
}

enum err rich_make(struct rich *r, struct arena *a, const char *html, bool diagrams,
    rich_note *note, void *context, struct rich_pieces *out) {
  struct rich_job j = {
      .rich = r, .arena = a, .note = note, .context = context, .html.most = MOST_HTML};
  struct rich_pieces pieces = {0};
  struct rich_part p;
  const char *at = html;
  enum err e = OK;
  bool found = rich_part_is_in(html);
  for (size_t number = 0; !e && found; number++) {
    e = rich_part_next(a, &at, &p, &found);
    if (!e && found)
      e = rich_one(&j, &p, number, diagrams, &pieces);
  }
  buf_free(&j.html);
  if (!e)
    *out = pieces;
  return e;
}

enum err rich_join(struct arena *a, const char *html, const struct rich_pieces *pieces,
    const char **out) {
  struct buf b = {0};
  struct rich_part p;
  const char *at = html, *done = html;
  enum err e = OK;
  bool found = true;
  size_t next = 0;
  for (size_t number = 0; !e && found && next < pieces->count; number++) {
    const struct rich_piece *piece = &pieces->items[next];
    e = rich_part_next(a, &at, &p, &found);
    if (e || !found || piece->number > number)
      continue;
    next++;
    if (piece->size != (size_t)(p.inside_end - p.inside))
      continue;
    buf_add(&b, done, (size_t)((piece->is_whole ? p.start : p.inside) - done));
    buf_puts(&b, piece->html);
    done = piece->is_whole ? p.end : p.inside_end;
  }
  const char *text = html;
  if (!e && done != html) {
    buf_puts(&b, done);
    e = buf_status(&b);
    text = e ? NULL : arena_strndup(a, b.data, b.len);
  }
  buf_free(&b);
  if (!e && !text)
    e = ERR_NOMEM;
  if (!e)
    *out = text;
  return e;
}
