/* cmark-gfm renders raw HTML as it is (CMARK_OPT_UNSAFE), and the sanitiser then
 * decides about all of it: one set of rules for Markdown, HTML files and WordPress.
 * cmark's own filter ("tagfilter") only escapes a few tags and is not meant as
 * protection. */
#include "markup/markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "markup/markdown/fence_attributes.h"
#include "markup/markdown/heading_attributes.h"
#include "markup/markdown/markdown_guard.h"
#include "markup/markdown/math_spans.h"

enum { OPTIONS = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES };

static cmark_parser *markdown_new_parser(void) {
  /* Those of GitHub without "tagfilter", which the sanitiser replaces. */
  static const char *const names[] = {"table", "strikethrough", "autolink", "tasklist"};
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new(OPTIONS);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(names[i]);
    if (extension)
      cmark_parser_attach_syntax_extension(parser, extension);
  }
  return parser;
}

static enum err markdown_check(const char *text, size_t n) {
  if (!utf8_is_valid(text, n))
    return ERR_SYNTAX;
  return markdown_is_tame(text, n) ? OK : ERR_INVALID;
}

/* cmark puts footnotes last, into a <section>. They become a <div>, because a section
 * without a heading is noise to readers who navigate by section. */
static void markdown_put_notes_into_div(char *html) {
  static const char open[] = "<section class=\"footnotes\" data-footnotes>";
  static const char close[] = "</section>\n";
  size_t n = strlen(html), m = sizeof close - 1;
  char *notes = NULL;
  /* The last one: an author's raw HTML may contain the same text before it. */
  for (char *at = html; (at = strstr(at, open)) != NULL; at++)
    notes = at;
  if (!notes || n < m || strcmp(html + n - m, close) != 0)
    return;
  snprintf(html + n - m, m + 1, "</div>\n");
  /* The rest of the longer name becomes white space before the attributes. */
  static const char name[] = {'<', 'd', 'i', 'v', ' ', ' ', ' ', ' '};
  memcpy(notes, name, sizeof name);
}

enum err markdown_to_html(
    const char *text, size_t n, const struct sanitise_rewriter *rw, struct buf *out) {
  enum err e = markdown_check(text, n);
  if (e)
    return e;
  cmark_parser *parser = markdown_new_parser();
  cmark_parser_feed(parser, text, n);
  cmark_node *root = cmark_parser_finish(parser);
  e = heading_attributes_apply(root, text, n);
  if (!e)
    e = fence_attributes_apply(root);
  if (!e)
    e = math_spans_apply(root);
  char *html =
      e ? NULL
        : cmark_render_html(root, OPTIONS, cmark_parser_get_syntax_extensions(parser));
  if (html)
    markdown_put_notes_into_div(html);
  size_t size = html ? strlen(html) : 0;
  if (!html)
    e = ERR_NOMEM;
  else if (out->most && size > out->most)
    e = ERR_TOO_LARGE; /* its parse tree takes many times its size */
  else
    e = sanitise_html(html, size, rw, out);
  free(html);
  cmark_node_free(root);
  cmark_parser_free(parser);
  return e;
}

static cmark_node *markdown_find_heading(cmark_node *root) {
  cmark_node *found = NULL;
  cmark_iter *iter = cmark_iter_new(root);
  cmark_event_type event;
  while (!found && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
    if (event == CMARK_EVENT_ENTER &&
        cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_HEADING)
      found = cmark_iter_get_node(iter);
  cmark_iter_free(iter);
  return found;
}

static void markdown_add_text(struct buf *out, cmark_node *heading) {
  cmark_iter *iter = cmark_iter_new(heading);
  cmark_event_type event;
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    if (event != CMARK_EVENT_ENTER)
      continue;
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
      buf_puts(out, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
      buf_putc(out, ' ');
  }
  cmark_iter_free(iter);
}

/* The start of the line after the one at `s`. */
static const char *markdown_next_line(const char *s) {
  s += strcspn(s, "\n");
  return *s ? s + 1 : s;
}

/* True for the underline of a heading, which consists of '=' or '-' only. */
static bool markdown_is_underline(const char *s) {
  s += strspn(s, " ");
  char mark = *s;
  while (mark && *s == mark)
    s++;
  s += strspn(s, " \t\r");
  return (mark == '=' || mark == '-') && (*s == '\n' || !*s);
}

/* Length of the text up to the end of the heading that begins on line `line`. The last
 * line that cmark reports is one too many for an underlined heading. */
static size_t markdown_heading_end(const char *text, int line) {
  const char *s = text;
  while (--line > 0)
    s = markdown_next_line(s);
  if (s[strspn(s, " ")] != '#')
    while (*s && !markdown_is_underline(s))
      s = markdown_next_line(s);
  return (size_t)(markdown_next_line(s) - text);
}

enum err markdown_take_heading(
    struct arena *a, const char *text, char **title, size_t *rest) {
  struct buf b = {0};
  size_t n = strlen(text);
  enum err e = OK;
  *title = NULL;
  *rest = 0;
  /* Converting the text to HTML reports this. */
  if (markdown_check(text, n))
    return OK;
  cmark_parser *parser = markdown_new_parser();
  cmark_parser_feed(parser, text, n);
  cmark_node *root = cmark_parser_finish(parser),
             *heading = markdown_find_heading(root);
  if (heading)
    e = heading_attributes_cut(heading, text, n);
  if (heading && !e) {
    markdown_add_text(&b, heading);
    e = buf_status(&b);
    if (!e && b.len && (*title = arena_strdup(a, buf_text(&b))) == NULL)
      e = ERR_NOMEM;
    /* Only a heading that comes first is the title and is taken out; one further down
     * names the article, but its section keeps it. */
    if (*title && heading == cmark_node_first_child(root))
      *rest = markdown_heading_end(text, cmark_node_get_start_line(heading));
  }
  buf_free(&b);
  cmark_node_free(root);
  cmark_parser_free(parser);
  return e;
}
