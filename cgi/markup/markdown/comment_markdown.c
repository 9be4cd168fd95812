/* The tree is written here and not by cmark, because most of what cmark would write is
 * not what a reader means: a link to nowhere loses its address, a list its numbers, and
 * "<" its text. Nothing that was typed disappears. The sanitiser checks the result all
 * the same, so that safety does not depend on this file. */
#include "markup/markdown/comment_markdown.h"

#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "base/utf8.h"
#include "markup/html/sanitise.h"
#include "markup/markdown/comment_link.h"
#include "markup/markdown/comment_lists.h"
#include "markup/markdown/comment_source.h"
#include "markup/markdown/comment_tags.h"
#include "markup/markdown/markdown_guard.h"
#include "markup/names/url.h"

enum { OPTIONS = CMARK_OPT_UNSAFE | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE };

struct comment_writer {
  const struct comment_source *source;
  struct buf *out;
  size_t links; /* links and pictures that are open: none inside another */
};

/* ---- Text ---- */

static void comment_markdown_put_text(struct comment_writer *w, const char *s) {
  struct comment_span part;
  bool is_url;
  while (s && comment_source_next(w->source, &s, &part, &is_url))
    if (w->links)
      buf_add_html(w->out, part.at, part.size);
    else if (is_url)
      comment_link_put(w->out, part.at, part.size);
    else
      comment_link_put_text(w->out, part.at, part.size);
}

static void comment_markdown_put_code(
    struct comment_writer *w, const char *s, const char *before, const char *after) {
  struct comment_span part;
  bool is_url;
  buf_puts(w->out, before);
  while (s && comment_source_next(w->source, &s, &part, &is_url))
    buf_add_html(w->out, part.at, part.size);
  buf_puts(w->out, after);
}

static void comment_markdown_put_html(struct comment_writer *w, cmark_node *node) {
  const char *literal = cmark_node_get_literal(node);
  if (comment_tags_is_markup(node))
    buf_puts(w->out, literal);
  else
    comment_markdown_put_text(w, literal);
}

/* ---- Links ---- */

/* True for "<https://a.example>" and "<ada@a.example>". */
static bool comment_markdown_is_bare(cmark_node *link) {
  static const char mail[] = "mailto:";
  cmark_node *text = cmark_node_first_child(link);
  const char *url = cmark_node_get_url(link),
             *shown = text ? cmark_node_get_literal(text) : NULL;
  if (!shown || cmark_node_next(text))
    return false;
  return strcmp(url, shown) == 0 || (strncmp(url, mail, sizeof mail - 1) == 0 &&
                                        strcmp(url + sizeof mail - 1, shown) == 0);
}

static bool comment_markdown_is_good(cmark_node *link) {
  const char *url = cmark_node_get_url(link);
  return url && url_is_website(url, strlen(url));
}

static void comment_markdown_open_link(struct comment_writer *w, cmark_node *link) {
  const char *url = cmark_node_get_url(link), *title = cmark_node_get_title(link);
  bool good = comment_markdown_is_good(link), nested = w->links++ > 0;
  if (good && !nested) {
    buf_puts(w->out, "<a href=\"");
    buf_add_html(w->out, url, strlen(url));
    if (title && *title) {
      buf_puts(w->out, "\" title=\"");
      comment_markdown_put_code(w, title, "", "");
    }
    buf_puts(w->out, "\">");
  } else if (!good && cmark_node_get_type(link) == CMARK_NODE_LINK) {
    buf_puts(w->out, comment_markdown_is_bare(link) ? "&lt;" : "[");
  }
  if (good && !cmark_node_first_child(link))
    buf_add_html(w->out, url, strlen(url));
}

static void comment_markdown_close_link(struct comment_writer *w, cmark_node *link) {
  bool good = comment_markdown_is_good(link), nested = --w->links > 0;
  if (good && !nested)
    buf_puts(w->out, "</a>");
  else if (!good && cmark_node_get_type(link) == CMARK_NODE_LINK)
    comment_markdown_put_code(w,
        comment_markdown_is_bare(link) ? "" : cmark_node_get_url(link),
        comment_markdown_is_bare(link) ? "&gt;" : "](",
        comment_markdown_is_bare(link) ? "" : ")");
}

/* ---- Blocks ---- */

static void comment_markdown_open_list(struct comment_writer *w, cmark_node *list) {
  int start = cmark_node_get_list_start(list);
  if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
    buf_puts(w->out, "<ul>\n");
  else if (start != 1)
    buf_printf(w->out, "<ol start=\"%d\">\n", start);
  else
    buf_puts(w->out, "<ol>\n");
}

static bool comment_markdown_is_tight(cmark_node *paragraph) {
  cmark_node *item = cmark_node_parent(paragraph);
  return item && cmark_node_get_type(item) == CMARK_NODE_ITEM &&
         cmark_node_get_list_tight(cmark_node_parent(item));
}

static void comment_markdown_put_paragraph(
    struct comment_writer *w, cmark_node *node, bool entering) {
  bool is_tight = comment_markdown_is_tight(node);
  if (!is_tight)
    buf_puts(w->out, entering ? "<p>" : "</p>\n");
  else if (!entering && cmark_node_next(node))
    buf_putc(w->out, '\n');
}

static void comment_markdown_put_item(
    struct comment_writer *w, cmark_node *item, bool entering) {
  long number = comment_lists_number(item);
  if (!entering)
    buf_puts(w->out, "</li>\n");
  else if (number)
    buf_printf(w->out, "<li value=\"%ld\">", number);
  else
    buf_puts(w->out, "<li>");
}

static void comment_markdown_put_block(
    struct comment_writer *w, cmark_node *node, bool entering) {
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_PARAGRAPH:
  case CMARK_NODE_HEADING:
    comment_markdown_put_paragraph(w, node, entering);
    break;
  case CMARK_NODE_BLOCK_QUOTE:
    buf_puts(w->out, entering ? "<blockquote>\n" : "</blockquote>\n");
    break;
  case CMARK_NODE_LIST:
    if (entering)
      comment_markdown_open_list(w, node);
    else
      buf_puts(w->out,
          cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "</ol>\n" : "</ul>\n");
    break;
  case CMARK_NODE_ITEM:
    comment_markdown_put_item(w, node, entering);
    break;
  case CMARK_NODE_CODE_BLOCK:
    comment_markdown_put_code(
        w, cmark_node_get_literal(node), "<pre><code>", "</code></pre>\n");
    break;
  case CMARK_NODE_HTML_BLOCK:
    buf_puts(w->out, comment_tags_is_markup(node) ? "" : "<p>");
    comment_markdown_put_html(w, node);
    buf_puts(w->out, comment_tags_is_markup(node) ? "\n" : "</p>\n");
    break;
  default:
    break;
  }
}

/* ---- Phrases ---- */

static void comment_markdown_put_inline(
    struct comment_writer *w, cmark_node *node, bool entering) {
  cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_TEXT)
    comment_markdown_put_text(w, cmark_node_get_literal(node));
  else if (type == CMARK_NODE_CODE)
    comment_markdown_put_code(w, cmark_node_get_literal(node), "<code>", "</code>");
  else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
    buf_puts(w->out, "<br>\n");
  else if (type == CMARK_NODE_HTML_INLINE)
    comment_markdown_put_html(w, node);
  else if (type == CMARK_NODE_EMPH)
    buf_puts(w->out, entering ? "<em>" : "</em>");
  else if (type == CMARK_NODE_STRONG)
    buf_puts(w->out, entering ? "<strong>" : "</strong>");
  else if (strcmp(cmark_node_get_type_string(node), "strikethrough") == 0)
    buf_puts(w->out, entering ? "<del>" : "</del>");
  else if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE)
    return;
  else if (entering)
    comment_markdown_open_link(w, node);
  else
    comment_markdown_close_link(w, node);
}

static void comment_markdown_write(struct comment_writer *w, cmark_node *root) {
  cmark_event_type event;
  cmark_iter *iter = cmark_iter_new(root);
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    bool entering = event == CMARK_EVENT_ENTER;
    if ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE)
      comment_markdown_put_inline(w, node, entering);
    else
      comment_markdown_put_block(w, node, entering);
  }
  cmark_iter_free(iter);
}

/* ---- All of it ---- */

static cmark_node *comment_markdown_parse(const struct buf *text) {
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new(OPTIONS);
  cmark_syntax_extension *extension = cmark_find_syntax_extension("strikethrough");
  if (extension)
    cmark_parser_attach_syntax_extension(parser, extension);
  cmark_parser_feed(parser, buf_text(text), text->len);
  cmark_node *root = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return root;
}

/* The sanitiser moves a block out of the paragraph in which it was, and an empty one is
 * left. Text has no "<", so that this is what it looks like. */
static void comment_markdown_put_clean(struct buf *out, const char *html) {
  static const char empty[] = "<p></p>\n";
  const char *at;
  while ((at = strstr(html, empty)) != NULL) {
    buf_add(out, html, (size_t)(at - html));
    html = at + sizeof empty - 1;
  }
  buf_puts(out, html);
}

static enum err comment_markdown_render(
    const struct comment_source *s, struct buf *out) {
  struct buf html = {0};
  struct comment_writer w = {.source = s, .out = &html};
  cmark_node *root = comment_markdown_parse(&s->text);
  enum err e = root ? comment_tags_find(root) : ERR_NOMEM;
  if (!e)
    e = comment_lists_fold(root, buf_text(&s->text));
  if (!e) {
    cmark_consolidate_text_nodes(root);
    comment_markdown_write(&w, root);
    e = buf_status(&html);
  }
  if (!e) {
    struct buf clean = {0};
    e = sanitise_comment_html(buf_text(&html), html.len, &clean);
    if (!e)
      comment_markdown_put_clean(out, buf_text(&clean));
    buf_free(&clean);
  }
  cmark_node_free(root);
  buf_free(&html);
  return e ? e : buf_status(out);
}

/* cmark ends the process when it gets no memory, and the comment would be lost. So the
 * memory that a text with much markup takes has to be there before. It is address space
 * that nobody touches. Not malloc: it writes the size in front, and the page for that,
 * with the tables for a map of its own, takes longer than the whole text. */
static bool comment_markdown_has_memory(size_t size) {
  enum { NODES = 400, OTHERS = 1 << 20 };
  size_t room = size * NODES + OTHERS;
  void *map =
      mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (map == MAP_FAILED)
    return false;
  munmap(map, room);
  return true;
}

enum err comment_markdown_to_html(const char *text, struct buf *out) {
  struct comment_source s = {0};
  if (!utf8_is_valid(text, strlen(text)))
    return ERR_SYNTAX;
  enum err e = comment_source_read(text, &s);
  if (!e && !markdown_is_tame(buf_text(&s.text), s.text.len))
    e = ERR_INVALID;
  if (!e && !comment_markdown_has_memory(s.text.len))
    e = ERR_NOMEM;
  if (!e)
    e = comment_markdown_render(&s, out);
  comment_source_free(&s);
  return e;
}
