/* A backup is a JSON object on each line: first one about users, then the comments. */
#include "import/threads/import_remark42.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date_text.h"
#include "import/common/import_json.h"
#include "import/threads/import_threads.h"
#include "markup/frontmatter/parse_problem.h"

static char *import_remark42_text(
    struct arena *a, const json_t *object, const char *key) {
  return arena_strdup(a, import_json_text(object, key));
}

static enum err import_remark42_take(
    struct import_threads *t, const json_t *row, int line) {
  struct arena *a = t->arena;
  const json_t *user = json_object_get(row, "user");
  bool is_deleted = json_is_true(json_object_get(row, "delete")) ||
                    json_is_true(json_object_get(row, "deleted"));
  struct import_thread_comment c = {
      .thread = import_remark42_text(a, json_object_get(row, "locator"), "url"),
      .id = import_remark42_text(a, row, "id"),
      .parent = import_remark42_text(a, row, "pid"),
      .author = import_remark42_text(a, user, "name"),
      .email = "",
      .url = "",
      .text = import_remark42_text(a, row, "text"),
      .status = COMMENT_APPROVE,
      .render = comment_render_html,
      .is_deleted = is_deleted,
      .line = line};
  if (!c.thread || !c.id || !c.parent || !c.author || !c.text)
    return ERR_NOMEM;
  if (date_text_read(import_json_text(row, "time"), &c.date) != OK)
    c.date = 0;
  return import_threads_add_comment(t, &c);
}

static enum err import_remark42_read(
    struct import_threads *t, FILE *in, struct parse_problem *problem) {
  char *text = NULL;
  size_t room = 0;
  ssize_t n;
  enum err e = OK;
  for (int line = 1; !e && (n = getline(&text, &room, in)) >= 0; line++) {
    json_error_t error;
    if (strspn(text, " \t\r\n") == (size_t)n)
      continue;
    json_t *row = json_loadb(text, (size_t)n, 0, &error);
    if (!row || !json_is_object(row)) {
      (void)parse_problem_set(problem, line,
          "is not JSON: the backup is damaged or incomplete, make it again");
      e = ERR_SYNTAX;
    } else if (json_object_get(row, "locator")) {
      e = import_remark42_take(t, row, line);
    } else if (line > 1) {
      e = parse_problem_set(problem, line, "is not a comment of Remark42");
    }
    json_decref(row);
  }
  if (!e && ferror(in))
    e = ERR_IO;
  free(text);
  return e;
}

enum err import_remark42(struct import_run *run, struct import_file *f, int fd) {
  struct parse_problem problem = {0};
  struct import_threads t;
  FILE *in = import_json_open(fd);
  enum err e = import_threads_open(&t, run, f, "remark42");
  t.keys_are_addresses = true;
  if (!e)
    e = in ? import_remark42_read(&t, in, &problem) : ERR_IO;
  if (in)
    fclose(in);
  if (!e && !t.comment_count)
    e = parse_problem_set(
        &problem, 0, "is not a backup of Remark42: it has no comments");
  return import_threads_finish(&t, e, &problem);
}
