#include "text/markdown.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

static const char *const extensions[] = {
    "table", "strikethrough", "autolink", "tasklist", NULL};

/* Block quotes and lists nest as deep as a line opens them, and cmark frees and renders
 * them level by level: a line may have this many characters that open something. */
enum { MOST_OPENERS = 10000 };

/* cmark looks for the end of each of these as far as the paragraph goes: many that
 * never end would take it quadratic time. */
static const struct {
  const char *open, *close;
} spans[] = {{"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<!", ">"}};
enum { MOST_UNCLOSED = 100 };

static size_t count(const char *text, const char *what) {
  size_t n = 0;
  for (const char *s = text; (s = strstr(s, what)) != NULL; s += strlen(what))
    n++;
  return n;
}

static enum err check_cost(const char *text, size_t n) {
  size_t opened = 0;
  for (size_t i = 0; i < n; i++) {
    if (text[i] == '\n')
      opened = 0;
    else if (strchr(">-*+[", text[i]) && ++opened > MOST_OPENERS)
      return ERR_INVALID;
  }
  for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
    if (count(text, spans[i].open) > count(text, spans[i].close) + MOST_UNCLOSED)
      return ERR_INVALID;
  return OK;
}

static char *render(const char *text, size_t n) {
  int options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8;
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, cmark_gfm_core_extensions_ensure_registered);
  cmark_parser *parser = cmark_parser_new(options);
  char *html = NULL;
  if (!parser)
    return NULL;
  for (const char *const *name = extensions; *name; name++) {
    cmark_syntax_extension *e = cmark_find_syntax_extension(*name);
    if (e)
      cmark_parser_attach_syntax_extension(parser, e);
  }
  cmark_parser_feed(parser, text, n);
  cmark_node *document = cmark_parser_finish(parser);
  if (document)
    html = cmark_render_html(
        document, options, cmark_parser_get_syntax_extensions(parser));
  cmark_node_free(document);
  cmark_parser_free(parser);
  return html;
}

enum err markdown_to_html(
    const char *text, size_t n, const struct sanitise_rewriter *rw, struct buf *out) {
  enum err e = check_cost(text, n);
  if (e)
    return e;
  char *html = render(text, n);
  if (!html)
    return ERR_NOMEM;
  e = sanitise_html(html, strlen(html), rw, out);
  free(html);
  return e;
}

char *markdown_take_heading(struct arena *a, const char *text, size_t *rest) {
  const char *s = text + strspn(text, "\n");
  if (s[0] != '#' || s[1] != ' ')
    return NULL;
  s += 2;
  size_t n = strcspn(s, "\n");
  *rest = (size_t)(s - text) + n;
  while (n && strchr(" #", s[n - 1]))
    n--;
  return n ? arena_strndup(a, s, n) : NULL;
}
