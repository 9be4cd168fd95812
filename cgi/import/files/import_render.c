#include "import/files/import_render.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "import/common/import_ahead.h"
#include "import/common/import_report.h"
#include "import/files/import_link.h"
#include "markup/markdown/markdown.h"
#include "markup/markdown/markdown_contain.h"

bool import_render_is_html(const struct import_file *f) {
  /* --format wins over the name, so that an HTML file without an ending can be
   * imported. */
  if (f->format != IMPORT_AUTO)
    return f->format == IMPORT_HTML;
  const char *end = f->path ? strrchr(f->path, '.') : NULL;
  return end && (strcasecmp(end, ".html") == 0 || strcasecmp(end, ".htm") == 0);
}

enum err import_render_contain(
    struct import_work *w, int first, const char **body, struct parse_problem *p) {
  struct markdown_fault fault;
  struct buf out = {.most = LIMIT_HTML};
  if (!markdown_find_fault(*body, strlen(*body), &fault))
    return OK;
  if (w->file->strict || w->file->known)
    return parse_problem_set(p, first + fault.line - 1, "the text %s", fault.why);
  enum err e = markdown_contain(*body, strlen(*body), &out, &fault);
  if (!e && !(*body = arena_strdup(w->arena, buf_text(&out))))
    e = ERR_NOMEM;
  if (!e)
    import_report_note(w, first + fault.line - 1,
        "the text %s: such parts are shown without formatting", fault.why);
  buf_free(&out);
  return e;
}

/* Calls import_link for each address, as rendering would. False if one is replaced: the
 * text must then be rendered here, and what was noted about it is forgotten. */
static bool import_render_links(struct import_work *w, const struct buf *links) {
  const struct import_work before = *w;
  const char *end = links->data + links->len;
  for (const char *at = links->data; at < end; at += strlen(at) + 1) {
    const char *url = at + 1, *now = import_link(w, url, *at == 'i');
    if (now && strcmp(now, url) == 0)
      continue;
    *w = before;
    if (w->last_note)
      w->last_note->next = NULL;
    return false;
  }
  return true;
}

/* Takes the HTML of a text that was rendered ahead. False if there is none. */
static bool import_render_take(
    struct import_work *w, const char *body, struct article_input *d) {
  struct buf html = {0}, links = {0};
  struct import_ahead *ahead = w->run->ahead;
  char *copy = NULL;
  if (ahead && import_ahead_take(ahead, body, &html, &links) &&
      import_render_links(w, &links) &&
      (copy = arena_strndup(w->arena, buf_text(&html), html.len)))
    d->html = copy;
  buf_free(&html);
  buf_free(&links);
  return copy != NULL;
}

static enum err import_render_once(
    struct import_work *w, const char *body, struct article_input *d) {
  struct sanitise_rewriter rw = {import_link, w};
  /* Markdown and HTML of a few bytes can expand to far more, so the output has a limit
   * of its own. */
  struct buf html = {.most = LIMIT_HTML};
  bool is_markup = import_render_is_html(w->file);
  d->format = is_markup ? "html" : "markdown";
  d->renderer = MARKDOWN_RENDERER;
  /* The caller, import_prefetch.c, wants nothing else. */
  if (w->looks_ahead) {
    import_ahead_put(w->run->ahead, body);
    return ERR_NOT_FOUND;
  }
  w->run->rendered++;
  if (!is_markup && import_render_take(w, body, d))
    return OK;
  /* Both end in the sanitiser with the same rewriter, so that links and pictures of
   * Markdown and HTML files follow the same rules. */
  enum err e = is_markup ? sanitise_html(body, strlen(body), &rw, &html)
                         : markdown_to_html(body, strlen(body), &rw, &html);
  if (!e && !(d->html = arena_strdup(w->arena, buf_text(&html))))
    e = ERR_NOMEM;
  buf_free(&html);
  return e;
}

/* An article without formatting is better than none: what its readers and its author
 * want is the text. */
enum err import_render(
    struct import_work *w, const char *body, struct article_input *d) {
  struct buf plain = {.most = LIMIT_HTML};
  enum err e = import_render_once(w, body, d);
  if (e != ERR_INVALID || w->file->strict || w->file->known)
    return e;
  markdown_contain_all(body, strlen(body), &plain);
  e = buf_status(&plain);
  if (!e && !(d->source = arena_strdup(w->arena, buf_text(&plain))))
    e = ERR_NOMEM;
  if (!e)
    e = import_render_once(w, d->source, d);
  if (!e)
    import_report_note(w, 0,
        "its HTML is nested too deeply or has too many attributes: the text is shown"
        " without formatting");
  buf_free(&plain);
  return e;
}
