#include "markup/html/html_plain.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "markup/html/html_tree.h"

static enum err html_plain_add_text(const char *html, struct buf *out) {
  struct html_tree tree;
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  /* Most titles and names contain no markup, and an export has tens of thousands of
   * them: a parser for each would take longer than the rest of the import. */
  if (!strpbrk(html, "<&")) {
    buf_puts(out, html);
    return buf_status(out);
  }
  enum err e = html_parse(html, strlen(html), HTML_FRAGMENT, &tree);
  if (e)
    return e;
  html_walk_start(&walk, &tree, tree.root);
  while ((step = html_walk_next(&walk, &node)) != HTML_END)
    if (step == HTML_LEAF && html_text(node))
      buf_puts(out, html_text(node));
  e = walk.failed ? ERR_NOMEM : buf_status(out);
  html_free(&tree);
  return e;
}

/* Folds white space in place, last of all: what was removed before may have had spaces
 * on both sides. */
static void html_plain_fold(char *s) {
  char *to = s;
  s += strspn(s, " \t\n\r\f");
  while (*s) {
    size_t space = strspn(s, " \t\n\r\f");
    s += space;
    if (space && *s)
      *to++ = ' ';
    if (*s)
      *to++ = *s++;
  }
  *to = '\0';
}

enum err html_plain(struct arena *a, const char *html, const char **out) {
  struct buf text = {0}, plain = {0};
  enum err e = html_plain_add_text(html, &text);
  if (!e) {
    utf8_plain(&plain, buf_text(&text));
    e = buf_status(&plain);
  }
  char *copy = e ? NULL : arena_strdup(a, buf_text(&plain));
  buf_free(&text);
  buf_free(&plain);
  if (e || !copy)
    return e ? e : ERR_NOMEM;
  html_plain_fold(copy);
  *out = copy;
  return OK;
}
