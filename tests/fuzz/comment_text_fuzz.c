/* Comments: the output has only the tags and attributes that we write, and every link
 * is allowed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "markup/html/html_tree.h"
#include "markup/markdown/comment_text.h"
#include "markup/names/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct buf *html) {
  struct html_tree tree;
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  if (html_parse(buf_text(html), html->len, HTML_FRAGMENT, &tree))
    abort();
  html_walk_start(&walk, &tree, tree.root);
  while ((step = html_walk_next(&walk, &node)) != HTML_END) {
    char name[HTML_NAME];
    if (step != HTML_ENTER)
      continue;
    html_name(node, name);
    const char *href = html_attribute(node, "href"), *rel = html_attribute(node, "rel");
    if (strcmp(name, "a") == 0) {
      if (!href || !url_is_website(href, strlen(href)) || !rel ||
          strcmp(rel, "nofollow ugc noopener") != 0 ||
          node->v.element.attributes.length != 2)
        abort();
    } else if ((strcmp(name, "p") != 0 && strcmp(name, "br") != 0) ||
               node->v.element.attributes.length) {
      abort();
    }
  }
  html_free(&tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buf out = {0};
  char *s = calloc(1, size + 1);
  if (!s)
    return 0;
  memcpy(s, data, size);
  if (utf8_check(s, strlen(s), UTF8_MULTI_LINE) == OK) {
    if (comment_text_to_html(s, &out) != OK)
      abort();
    check(&out);
  }
  buf_free(&out);
  free(s);
  return 0;
}
