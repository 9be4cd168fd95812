/* Comments in Markdown: the output has only the tags and attributes that readers may
 * use, every link is allowed, and sanitising it again changes nothing. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "markup/html/html_tree.h"
#include "markup/html/sanitise.h"
#include "markup/markdown/comment_markdown.h"
#include "markup/names/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char allowed[] =
    " a abbr b blockquote br cite code del em i li ol p pre q s "
    "strong ul ";

static void check_element(const GumboNode *node) {
  char name[HTML_NAME], word[HTML_NAME + 2];
  const char *href = html_attribute(node, "href"), *rel = html_attribute(node, "rel");
  html_name(node, name);
  bool is_link = strcmp(name, "a") == 0;
  snprintf(word, sizeof word, " %s ", name);
  if (!strstr(allowed, word))
    abort();
  if (is_link && (!href || !url_is_website(href, strlen(href)) || !rel ||
                     strcmp(rel, "nofollow ugc noopener") != 0))
    abort();
  for (unsigned i = 0; i < node->v.element.attributes.length; i++) {
    const GumboAttribute *a = node->v.element.attributes.data[i];
    char given[32];
    snprintf(given, sizeof given, " %.28s ", a->name);
    if (!strstr(
            is_link ? " href rel title " : " cite datetime start title value ", given))
      abort();
  }
}

static void check(const struct buf *html) {
  struct html_tree tree;
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  if (html_parse(buf_text(html), html->len, HTML_FRAGMENT, &tree))
    abort();
  html_walk_start(&walk, &tree, tree.root);
  while ((step = html_walk_next(&walk, &node)) != HTML_END)
    if (step == HTML_ENTER)
      check_element(node);
  html_free(&tree);
  struct buf again = {0};
  if (sanitise_comment_html(buf_text(html), html->len, &again) ||
      strcmp(buf_text(&again), buf_text(html)) != 0)
    abort();
  buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buf out = {0};
  char *s = calloc(1, size + 1);
  if (!s)
    return 0;
  memcpy(s, data, size);
  if (utf8_check(s, strlen(s), UTF8_MULTI_LINE) == OK) {
    enum err e = comment_markdown_to_html(s, &out);
    if (e == OK)
      check(&out);
    else if (e != ERR_INVALID || out.len)
      abort();
  }
  buf_free(&out);
  free(s);
  return 0;
}
