#include "cli/post_text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"

void post_changes(const struct command_line *line, struct post_changes *out) {
  static const char *const keys[POST_MATTER] = {"title", "slug", "date", "status",
      "type", "author", "excerpt", "lang", "categories", "tags", "parent", "comments"};
  out->count = 0;
  for (int i = 0; i < POST_MATTER; i++)
    if (line->values[i])
      out->list[out->count++] = (struct compose_change){keys[i], line->values[i]};
}

bool post_read_file(struct arena *a, const char *file, struct compose *out) {
  char why[FILE_WHY];
  struct buf all = {0};
  bool is_input = strcmp(file, "-") == 0;
  enum err e = is_input ? file_read_open(STDIN_FILENO, LIMIT_IMPORT_FILE, &all, why)
                        : file_read(file, FILE_FOLLOW, LIMIT_IMPORT_FILE, &all, why);
  if (e) {
    command_complain("%s: %s", file, why);
    buf_free(&all);
    return false;
  }
  char *real = is_input ? NULL : realpath(file, NULL);
  out->text = arena_strndup(a, buf_text(&all), all.len);
  out->size = all.len;
  out->file = real ? arena_strdup(a, real) : NULL;
  free(real);
  buf_free(&all);
  if (!out->text)
    command_complain("%s", err_text(ERR_NOMEM));
  return out->text != NULL;
}

void post_note(void *context, int line, const char *note) {
  const char *name = context;
  if (line)
    command_complain("%s:%d: warning: %s", name, line, note);
  else
    command_complain("%s: warning: %s", name, note);
}

void post_refuse(const char *name, const struct parse_problem *problem, enum err e) {
  const char *why = problem->message[0] ? problem->message : err_text(e);
  if (problem->line)
    command_complain("%s:%d: %s", name, problem->line, why);
  else
    command_complain("%s: %s", name, why);
}
