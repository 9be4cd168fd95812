#include "markup/markdown/math_spans.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

static const char *math_spans_text(cmark_node *node) {
  return node && cmark_node_get_type(node) == CMARK_NODE_TEXT
             ? cmark_node_get_literal(node)
             : "";
}

/* Removes the dollar signs next to the formula. */
static bool math_spans_trim(cmark_node *before, cmark_node *after) {
  struct buf text = {0};
  const char *old = cmark_node_get_literal(before);
  buf_add(&text, old, strlen(old) - 1);
  bool good = !buf_status(&text) && cmark_node_set_literal(before, buf_text(&text));
  buf_clear(&text);
  buf_puts(&text, cmark_node_get_literal(after) + 1);
  good = good && !buf_status(&text) && cmark_node_set_literal(after, buf_text(&text));
  buf_free(&text);
  return good;
}

static enum err math_spans_replace(cmark_node *node) {
  cmark_node *before = cmark_node_previous(node), *after = cmark_node_next(node);
  const char *left = math_spans_text(before), *formula = cmark_node_get_literal(node);
  size_t n = strlen(left);
  if (!n || left[n - 1] != '$' || *math_spans_text(after) != '$')
    return OK;
  struct buf html = {0};
  buf_puts(&html, "<span class=\"math\">$");
  buf_add_html(&html, formula, strlen(formula));
  buf_puts(&html, "$</span>");
  enum err e = buf_status(&html);
  cmark_node *span = cmark_node_new(CMARK_NODE_HTML_INLINE);
  if (!e && (!span || !cmark_node_set_literal(span, buf_text(&html)) ||
                !math_spans_trim(before, after) || !cmark_node_replace(node, span)))
    e = ERR_NOMEM;
  /* Either of the two is in the tree. */
  if (span)
    cmark_node_free(e ? span : node);
  buf_free(&html);
  return e;
}

enum err math_spans_apply(cmark_node *root) {
  enum err e = OK;
  cmark_iter *iter = cmark_iter_new(root);
  cmark_event_type event = cmark_iter_next(iter);
  while (!e && event != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    /* Code has no children: the iterator leaves it before it is replaced. */
    event = cmark_iter_next(iter);
    if (cmark_node_get_type(node) == CMARK_NODE_CODE)
      e = math_spans_replace(node);
  }
  cmark_iter_free(iter);
  return e;
}
