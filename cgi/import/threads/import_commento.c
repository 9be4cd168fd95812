/* Commento writes version 1 of the format; Comentario, its successor, version 3 with
 * other names for the same and a list of pages. Both are read in the same way. */
#include "import/threads/import_commento.h"

#include <string.h>

#include "base/date_text.h"
#include "import/common/import_json.h"
#include "import/threads/import_threads.h"
#include "markup/frontmatter/parse_problem.h"

struct import_commento {
  struct import_threads threads;
  json_t *pages, *commenters; /* rows by their ID */
};

/* The text of the first of two keys that has one, in the arena; Commento writes
 * "undefined" for what a commenter left empty. NULL when out of memory. */
static char *import_commento_text(
    struct arena *a, const json_t *row, const char *key, const char *other) {
  const char *text = import_json_text(row, key);
  if (!*text)
    text = import_json_text(row, other);
  return arena_strdup(a, strcmp(text, "undefined") == 0 ? "" : text);
}

/* Rows of a list by their ID. */
static json_t *import_commento_index(
    const json_t *rows, const char *key, const char *other) {
  json_t *index = json_object(), *row;
  size_t i;
  json_array_foreach(rows, i, row) {
    const char *id = import_json_text(row, key);
    if (!*id)
      id = import_json_text(row, other);
    if (index && *id && json_object_set(index, id, row) != 0) {
      json_decref(index);
      index = NULL;
    }
  }
  return index;
}

static bool import_commento_is(const json_t *row, const char *key) {
  return json_is_true(json_object_get(row, key));
}

/* Only what was approved is public. */
static enum comment_status import_commento_status(const json_t *row) {
  const char *state = import_json_text(row, "state");
  if (strcmp(state, "flagged") == 0)
    return COMMENT_SPAM;
  bool is_public = *state ? strcmp(state, "approved") == 0
                          : import_commento_is(row, "isApproved") &&
                                !import_commento_is(row, "isPending");
  return is_public ? COMMENT_APPROVE : COMMENT_HOLD;
}

static enum err import_commento_take(struct import_commento *x, const json_t *row) {
  struct arena *a = x->threads.arena;
  const json_t *page = json_object_get(x->pages, import_json_text(row, "pageId"));
  const char *who = import_json_text(row, "commenterHex");
  const json_t *by =
      json_object_get(x->commenters, *who ? who : import_json_text(row, "userCreated"));
  struct import_thread_comment c = {
      .thread = import_commento_text(a, page ? page : row, "path", "url"),
      .id = import_commento_text(a, row, "commentHex", "id"),
      .parent = import_commento_text(a, row, "parentHex", "parentId"),
      .author = import_commento_text(a, by ? by : row, "name", "authorName"),
      .email = import_commento_text(a, by, "email", ""),
      .url = import_commento_text(a, by, "link", "websiteUrl"),
      .text = import_commento_text(a, row, "html", "markdown"),
      .status = import_commento_status(row),
      .render = *import_json_text(row, "html") ? comment_render_html
                                               : comment_render_markdown,
      .is_deleted =
          import_commento_is(row, "deleted") || import_commento_is(row, "isDeleted")};
  if (!c.thread || !c.id || !c.parent || !c.author || !c.email || !c.url || !c.text)
    return ERR_NOMEM;
  if (strcmp(c.parent, "root") == 0)
    c.parent = "";
  const char *date = import_json_text(row, "creationDate");
  if (date_text_read(*date ? date : import_json_text(row, "createdTime"), &c.date) !=
      OK)
    c.date = 0;
  return import_threads_add_comment(&x->threads, &c);
}

static enum err import_commento_take_all(
    struct import_commento *x, const json_t *root, struct parse_problem *problem) {
  const json_t *comments = json_object_get(root, "comments"), *row;
  enum err e = OK;
  size_t i;
  if (!json_is_array(comments))
    return parse_problem_set(problem, 0,
        "is not an export of Commento or Comentario: it has no list of comments");
  x->pages = import_commento_index(json_object_get(root, "pages"), "id", "");
  x->commenters =
      import_commento_index(json_object_get(root, "commenters"), "commenterHex", "id");
  if (!x->pages || !x->commenters)
    return ERR_NOMEM;
  json_array_foreach(comments, i, row) {
    if (!e)
      e = import_commento_take(x, row);
  }
  return e;
}

enum err import_commento(struct import_run *run, struct import_file *f, int fd) {
  struct parse_problem problem = {0};
  struct import_commento x = {.pages = NULL};
  json_error_t error = {0};
  enum err e = import_threads_open(&x.threads, run, f, "commento");
  x.threads.keys_are_addresses = true;
  json_t *root = e ? NULL : import_json_load(fd, &error);
  if (!e && !root) {
    (void)parse_problem_set(&problem, error.line,
        "is not JSON, or incomplete, export it again: %.100s", error.text);
    e = ERR_SYNTAX;
  }
  if (!e)
    e = import_commento_take_all(&x, root, &problem);
  json_decref(x.pages);
  json_decref(x.commenters);
  json_decref(root);
  return import_threads_finish(&x.threads, e, &problem);
}
