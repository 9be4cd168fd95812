#include "markup/html/html_query.h"

#include <string.h>

static const char spaces[] = " \t\n\f\r";

bool html_query_has_class(const GumboNode *element, const char *name) {
  const char *at = html_attribute(element, "class");
  size_t n = strlen(name);
  while (at && *at) {
    at += strspn(at, spaces);
    size_t m = strcspn(at, spaces);
    if (m == n && memcmp(at, name, n) == 0)
      return true;
    at += m;
  }
  return false;
}

void html_query_text(struct html_tree *t, const GumboNode *node, struct buf *out) {
  struct html_walk walk;
  const GumboNode *at;
  enum html_step step;
  size_t start = out->len;
  bool gap = false;
  html_walk_start(&walk, t, node);
  while ((step = html_walk_next(&walk, &at)) != HTML_END) {
    const char *s = step == HTML_LEAF ? html_text(at) : NULL;
    for (; s && *s; s++) {
      bool space = strchr(spaces, *s) != NULL;
      /* White space is written only before the next word, so there is none at the
       * end. */
      if (!space && gap && out->len > start)
        buf_putc(out, ' ');
      if (!space)
        buf_putc(out, *s);
      gap = space;
    }
  }
}

enum err html_query_text_of(
    struct arena *a, struct html_tree *t, const GumboNode *node, const char **out) {
  struct buf b = {0};
  enum err e = OK;
  html_query_text(t, node, &b);
  if (b.len) {
    const char *copy = b.failed ? NULL : arena_strdup(a, buf_text(&b));
    e = copy ? OK : ERR_NOMEM;
    if (copy)
      *out = copy;
  }
  buf_free(&b);
  return e;
}
