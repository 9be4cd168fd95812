/* The sanitiser: nothing but the elements and attributes of its table comes out, and
 * its output is its own fixed point, for authors and for readers. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "markup/html/html_clean.h"
#include "markup/html/html_tree.h"
#include "markup/html/sanitise.h"
#include "markup/html/sanitise_table.h"
#include "markup/names/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_attribute(const GumboAttribute *a) {
  if (!sanitise_find_attribute(a->name) || strncasecmp(a->name, "on", 2) == 0)
    abort();
  if (strcmp(a->name, "href") == 0 || strcmp(a->name, "src") == 0)
    if (url_classify(a->value) == URL_UNSAFE)
      abort();
}

/* The text of the output, read without a parser. */
static void read_text(const struct buf *html, struct buf *out) {
  struct html_clean r = {.at = buf_text(html)};
  enum html_clean_step step;
  while ((step = html_clean_next(&r)) != HTML_CLEAN_END)
    if (step == HTML_CLEAN_TEXT)
      html_clean_text(&r, out);
}

/* Ignores newlines: parsers drop the one right after <pre>. */
static void check_same_text(const char *a, const char *b) {
  for (; *a || *b; a++, b++) {
    a += strspn(a, "\n");
    b += strspn(b, "\n");
    if (*a != *b)
      abort();
    if (!*a)
      return;
  }
}

/* Every element of the output is one that its table writes under that name, and its
 * text is read the same with a parser and without. */
static void check_tree(const struct buf *html) {
  struct html_tree tree;
  struct html_walk walk;
  struct buf parsed = {0}, read = {0};
  const GumboNode *node;
  enum html_step step;
  if (html_parse(buf_text(html), html->len, HTML_FRAGMENT, &tree))
    abort();
  html_walk_start(&walk, &tree, tree.root);
  while ((step = html_walk_next(&walk, &node)) != HTML_END) {
    if (step == HTML_LEAF && html_text(node))
      buf_puts(&parsed, html_text(node));
    if (step != HTML_ENTER)
      continue;
    char name[HTML_NAME];
    html_name(node, name);
    const struct sanitise_element *e = sanitise_find_element(name);
    if (!e || e->as || e->model <= MODEL_BREAK)
      abort();
    const GumboVector *attributes = &node->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++)
      check_attribute(attributes->data[i]);
  }
  read_text(html, &read);
  check_same_text(buf_text(&parsed), buf_text(&read));
  buf_free(&parsed);
  buf_free(&read);
  html_free(&tree);
}

static enum err run(int comment, const char *html, size_t n, struct buf *out) {
  return comment ? sanitise_comment_html(html, n, out)
                 : sanitise_html(html, n, NULL, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  for (int comment = 0; comment < 2; comment++) {
    struct buf once = {0}, twice = {0};
    if (run(comment, (const char *)data, size, &once) == OK) {
      check_tree(&once);
      if (run(comment, buf_text(&once), once.len, &twice) != OK ||
          strcmp(buf_text(&once), buf_text(&twice)) != 0) {
        (void)fprintf(
            stderr, "once:  %s\ntwice: %s\n", buf_text(&once), buf_text(&twice));
        abort();
      }
    }
    buf_free(&once);
    buf_free(&twice);
  }
  return 0;
}
