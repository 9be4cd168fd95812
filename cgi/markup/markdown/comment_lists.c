/* "1. May is a holiday" is a date, "- Ada" a signature, and "+ 1" a vote. With two
 * items it is a list. */
#include "markup/markdown/comment_lists.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* Where each line begins in a text. */
struct comment_lines {
  const char *text;
  struct buf starts; /* of size_t */
};

static enum err comment_lists_read_lines(struct comment_lines *l) {
  const char *s = l->text;
  for (;;) {
    size_t start = (size_t)(s - l->text);
    buf_add(&l->starts, &start, sizeof start);
    s += strcspn(s, "\n");
    if (!*s)
      return buf_status(&l->starts);
    s++;
  }
}

/* The marker of an item as it was typed: "1.". */
static size_t comment_lists_marker(
    const struct comment_lines *l, cmark_node *item, const char **at) {
  size_t line = (size_t)cmark_node_get_start_line(item) - 1, start;
  if (line >= l->starts.len / sizeof start)
    return 0;
  memcpy(&start, l->starts.data + line * sizeof start, sizeof start);
  const char *s = l->text + start;
  size_t column = (size_t)cmark_node_get_start_column(item) - 1;
  if (column > strcspn(s, "\n"))
    return 0;
  *at = s + column;
  return strcspn(*at, " \t\n");
}

/* The paragraph that is all of the list, or NULL; *is_empty if there is not even one.
 */
static cmark_node *comment_lists_only(cmark_node *list, bool *is_empty) {
  cmark_node *item = cmark_node_first_child(list);
  cmark_node *outer = cmark_node_parent(list);
  *is_empty = false;
  /* Below an item of another list, it is surely one. */
  if (!item || cmark_node_next(item) ||
      (outer && cmark_node_get_type(outer) == CMARK_NODE_ITEM))
    return NULL;
  cmark_node *paragraph = cmark_node_first_child(item);
  *is_empty = !paragraph;
  return paragraph && !cmark_node_next(paragraph) &&
                 cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH
             ? paragraph
             : NULL;
}

static enum err comment_lists_put_text(cmark_node *paragraph, const char *s, size_t n) {
  struct buf text = {0};
  buf_add(&text, s, n);
  if (cmark_node_first_child(paragraph))
    buf_putc(&text, ' ');
  cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
  enum err e = buf_status(&text);
  if (!node || (!e && (!cmark_node_set_literal(node, buf_text(&text)) ||
                          !cmark_node_prepend_child(paragraph, node)))) {
    cmark_node_free(node);
    e = ERR_NOMEM;
  }
  buf_free(&text);
  return e;
}

/* A line that follows a paragraph directly belongs to it. The emptied paragraph stays
 * in the tree, because its text is in its memory. */
static enum err comment_lists_join(cmark_node *before, cmark_node *paragraph) {
  cmark_node *gap = cmark_node_new(CMARK_NODE_SOFTBREAK), *node;
  bool good = gap && cmark_node_append_child(before, gap);
  while (good && (node = cmark_node_first_child(paragraph)) != NULL) {
    cmark_node_unlink(node);
    good = cmark_node_append_child(before, node);
  }
  return good ? OK : ERR_NOMEM;
}

static void comment_lists_free(cmark_mem *mem, void *number) {
  (void)mem;
  free(number);
}

static bool comment_lists_set_number(cmark_node *item, long number) {
  long *copy = malloc(sizeof *copy);
  if (!copy)
    return false;
  *copy = number;
  cmark_node_set_user_data(item, copy);
  cmark_node_set_user_data_free_func(item, comment_lists_free);
  return true;
}

/* "1. 3. 5." stays what it is. However, "1. 1. 1." is Markdown's way to leave the
 * counting to the program. */
static enum err comment_lists_count(const struct comment_lines *l, cmark_node *list) {
  long start = cmark_node_get_list_start(list), expected = start + 1;
  cmark_node *item = cmark_node_first_child(list);
  const char *at = NULL;
  if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST || !item)
    return OK;
  item = cmark_node_next(item);
  for (; item; item = cmark_node_next(item), expected++) {
    if (!comment_lists_marker(l, item, &at))
      return OK;
    /* Nine digits at most. */
    long number = strtol(at, NULL, 10);
    if (number == start && expected == start + 1)
      return OK;
    if (number && number != expected && !comment_lists_set_number(item, number))
      return ERR_NOMEM;
    expected = number;
  }
  return OK;
}

long comment_lists_number(cmark_node *item) {
  const long *number = cmark_node_get_user_data(item);
  return number ? *number : 0;
}

static enum err comment_lists_fold_one(
    const struct comment_lines *l, cmark_node *list) {
  bool is_empty = false;
  const char *marker = "";
  cmark_node *paragraph = comment_lists_only(list, &is_empty);
  if (!paragraph && !is_empty)
    return comment_lists_count(l, list);
  size_t n = comment_lists_marker(l, cmark_node_first_child(list), &marker);
  if (!n)
    return OK;
  if (is_empty)
    paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
  else
    cmark_node_unlink(paragraph);
  if (!paragraph)
    return ERR_NOMEM;
  cmark_node *before = cmark_node_previous(list);
  bool joins = before && cmark_node_get_type(before) == CMARK_NODE_PARAGRAPH &&
               cmark_node_get_end_line(before) + 1 == cmark_node_get_start_line(list);
  enum err e = comment_lists_put_text(paragraph, marker, n);
  if (!e && !cmark_node_insert_before(list, paragraph))
    e = ERR_NOMEM;
  if (e)
    cmark_node_free(paragraph);
  else if (joins)
    e = comment_lists_join(before, paragraph);
  cmark_node_unlink(list);
  cmark_node_free(list);
  return e;
}

enum err comment_lists_fold(cmark_node *root, const char *text) {
  struct comment_lines lines = {.text = text};
  cmark_event_type event;
  enum err e = comment_lists_read_lines(&lines);
  cmark_iter *iter = cmark_iter_new(root);
  /* Upon leaving, so that what is inside has been folded and the list may go. */
  while (!e && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
    if (event == CMARK_EVENT_EXIT &&
        cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_LIST)
      e = comment_lists_fold_one(&lines, cmark_iter_get_node(iter));
  cmark_iter_free(iter);
  buf_free(&lines.starts);
  return e;
}
