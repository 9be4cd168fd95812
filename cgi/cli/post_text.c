#include "cli/post_text.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/command/argument.h"
#include "cli/command/command_line.h"
#include "cli/output/complain.h"

/* A post is changed, so "not given" differs from "no": each key needs two flags. */
static void post_text_flag(const struct command_line *line, const char *key,
    const char *off, struct post_changes *out) {
  bool on = command_line_flag(line, key);
  if (on || command_line_flag(line, off))
    out->list[out->count++] = (struct compose_change){key, on ? "yes" : "no"};
}

void post_text_changes(const struct command_line *line, struct post_changes *out) {
  /* Each is an option and the front matter key of the same name. A missing option must
   * stay out of the list: "" would remove the key. */
  static const char *const keys[] = {"title", "slug", "date", "status", "type",
      "author", "excerpt", "lang", "categories", "tags", "parent", "comments",
      "expires", "aliases"};
  out->count = 0;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const char *value = command_line_value(line, keys[i]);
    /* "pending", the word of WordPress, means a draft here. */
    if (value && strcmp(keys[i], "status") == 0)
      value = argument_status(value, "draft");
    if (value)
      out->list[out->count++] = (struct compose_change){keys[i], value};
  }
  post_text_flag(line, "sticky", "no-sticky", out);
  post_text_flag(line, "menu", "no-menu", out);
}

int post_text_read(struct arena *a, const char *file, struct compose *out) {
  char why[FILE_WHY];
  struct buf all = {0};
  bool is_input = strcmp(file, "-") == 0;
  /* Bounded like a file that is imported. */
  enum err e = is_input ? file_read_open(STDIN_FILENO, LIMIT_IMPORT_FILE, &all, why)
                        : file_read(file, FILE_FOLLOW, LIMIT_IMPORT_FILE, &all, why);
  if (e) {
    complain("%s: %s", file, why);
    buf_free(&all);
    return e == ERR_NOMEM ? EX_OSERR : EX_NOINPUT;
  }
  /* compose.h finds pictures next to the file, and needs its real path for that.
   * Standard input has no folder. */
  char *real = is_input ? NULL : realpath(file, NULL);
  out->text = arena_strndup(a, buf_text(&all), all.len);
  out->size = all.len;
  out->file = real ? arena_strdup(a, real) : NULL;
  bool complete = out->text && (out->file || !real);
  free(real);
  buf_free(&all);
  if (!complete)
    complain("%s", err_text(ERR_NOMEM));
  return complete ? 0 : EX_OSERR;
}

void post_text_note(void *context, int line, const char *note) {
  const char *name = context;
  if (line)
    complain("%s:%d: warning: %s", name, line, note);
  else
    complain("%s: warning: %s", name, note);
}

/* A problem in the text has a line; an error of the site, such as a full disk, has only
 * its own name. */
void post_text_refuse(
    const char *name, const struct parse_problem *problem, enum err e) {
  const char *why = problem->message[0] ? problem->message : err_text(e);
  if (problem->line)
    complain("%s:%d: %s", name, problem->line, why);
  else
    complain("%s: %s", name, why);
}
