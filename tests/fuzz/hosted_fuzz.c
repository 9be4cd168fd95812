/* Exports of Medium and Substack: any input becomes a text, and no list of posts breaks
 * its reader. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import/hosted/import_medium_body.h"
#include "import/hosted/import_substack_body.h"
#include "import/hosted/import_substack_rows.h"
#include "markup/html/html_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_medium(struct arena *a, const char *text, size_t size) {
  struct html_tree t;
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  if (html_parse(text, size, HTML_FRAGMENT, &t) != OK)
    return;
  html_walk_start(&walk, &t, t.root);
  while ((step = html_walk_next(&walk, &node)) != HTML_END && step != HTML_ENTER)
    ;
  struct import_medium_body body = {.title = "Low tide\u2026"};
  if (step == HTML_ENTER &&
      import_medium_body_read(a, &t, text, size, node, &body) == OK && !body.html)
    abort();
  html_free(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *a = arena_new(64 << 20);
  char *text = a ? arena_strndup(a, (const char *)data, size) : NULL;
  struct import_substack_rows rows = {0};
  const char *body = NULL;
  bool is_paid = false;
  if (text && strlen(text) == size) {
    try_medium(a, text, size);
    if (import_substack_body_read(a, text, size, &body, &is_paid) == OK && !body)
      abort();
  }
  if (text && import_substack_rows_read(a, text, size, &rows) == OK)
    for (size_t i = 0; i < rows.count; i++)
      if (!import_substack_rows_find(&rows, rows.items[i].id, strlen(rows.items[i].id)))
        abort();
  arena_free(a);
  return 0;
}
