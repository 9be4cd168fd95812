#include "cli/comment_targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"
#include "cli/command/argument.h"
#include "cli/command/confirm.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"

enum {
  COMMENT_TARGETS_INPUT = 64 << 20, /* of IDs on standard input: some five million */
  COMMENT_TARGETS_MANY = 100
};

static const char comment_targets_separators[] = " \t\r\n,";

static enum err comment_targets_add(struct comment_targets *t, int64_t id) {
  struct comment_bulk_item *items =
      array_grow(t->items, t->count, &t->room, sizeof *items);
  if (!items)
    return ERR_NOMEM;
  t->items = items;
  t->items[t->count++] = (struct comment_bulk_item){id, OK};
  return OK;
}

/* Each word that is no ID is named, and then none is used: "delete 5 to 9" must not
 * delete two comments. */
static enum err comment_targets_add_word(
    struct comment_targets *t, const char *word, bool *is_wrong) {
  int64_t id;
  if (argument_id(word, &id))
    return comment_targets_add(t, id);
  *is_wrong = true;
  return OK;
}

/* Text in UTF-16, for example, whose "12" would be read as 1. */
static bool comment_targets_is_text(const struct buf *input) {
  if (strlen(buf_text(input)) == input->len)
    return true;
  complain("-: contains a NUL character; nothing has changed");
  return false;
}

static int comment_targets_input(struct comment_targets *t, bool *is_wrong) {
  char why[FILE_WHY];
  struct buf text = {0};
  enum err e = file_read_open(STDIN_FILENO, COMMENT_TARGETS_INPUT, &text, why);
  if (e) {
    complain("-: %s", why);
  } else if (!comment_targets_is_text(&text)) {
    buf_free(&text);
    return EX_DATAERR;
  }
  char *copy = e ? NULL : strdup(buf_text(&text)), *rest = NULL;
  for (char *word = copy ? strtok_r(copy, comment_targets_separators, &rest) : NULL;
       word && !e; word = strtok_r(NULL, comment_targets_separators, &rest))
    e = comment_targets_add_word(t, word, is_wrong);
  bool is_lost = e == ERR_NOMEM || (!e && !copy);
  free(copy);
  buf_free(&text);
  return is_lost ? EX_OSERR : e ? EX_NOINPUT : 0;
}

int comment_targets_named(
    const struct command_line *line, struct comment_targets *out) {
  int code = 0;
  bool is_wrong = false;
  for (size_t i = 0; code == 0 && i < line->count; i++) {
    if (strcmp(line->arguments[i], "-") == 0)
      code = comment_targets_input(out, &is_wrong);
    else if (comment_targets_add_word(out, line->arguments[i], &is_wrong))
      code = EX_OSERR;
  }
  if (code == EX_OSERR)
    complain("%s", err_text(ERR_NOMEM));
  return code == 0 && is_wrong ? EX_USAGE : code;
}

static enum err comment_targets_visit(void *context, struct arena *a,
    const struct comment *c, const struct comment_verdict *v) {
  struct comment_targets *t = context;
  (void)a;
  (void)v;
  if (t->except && c->article_id == t->except)
    return OK;
  t->of_status[c->status]++;
  return comment_targets_add(t, c->id);
}

enum err comment_targets_selected(struct site *site,
    const struct comment_selection *selection, struct comment_targets *out) {
  out->statuses = selection->statuses;
  return comment_select_each(site->db, selection, comment_targets_visit, out);
}

int comment_targets_select(
    struct site *site, struct comment_filter *f, struct comment_targets *out) {
  struct arena *a = arena_new(1 << 20);
  int code = a ? comment_filter_resolve(site, a, f) : EX_OSERR;
  enum err e = a ? OK : ERR_NOMEM;
  if (!e && !code)
    e = comment_targets_selected(site, &f->selection, out);
  if (e)
    complain("%s", err_text(e));
  arena_free(a);
  return e ? exit_code_of(e) : code;
}

bool comment_targets_are_clear(
    const struct command_line *line, const struct comment_filter *f) {
  if (line->count && f->is_given)
    complain("name comments by ID, or choose them by options, not both");
  else if (!line->count && !f->is_given)
    complain("which comments? name them by ID, or choose them by options such as"
             " --search=casino (--status=all for every one)");
  return (line->count > 0) != f->is_given;
}

/* Without a terminal, few comments are changed at once; scripts did so before there was
 * anything to confirm. */
bool comment_targets_ask(const struct comment_targets *t) {
  return t->count && (t->count > COMMENT_TARGETS_MANY || confirm_can_ask());
}

void comment_targets_describe(char *out, size_t size, const struct comment_targets *t) {
  const char *before = " (";
  size_t n =
      (size_t)snprintf(out, size, "%zu comment%s", t->count, plural((int64_t)t->count));
  for (int i = COMMENT_APPROVE; i <= COMMENT_TRASH; i++)
    if (t->of_status[i]) {
      n += (size_t)snprintf(out + n, size - n, "%s%zu %s", before, t->of_status[i],
          comment_status_name((enum comment_status)i));
      before = ", ";
    }
  if (*before == ',')
    snprintf(out + n, size - n, ")");
}

void comment_targets_free(struct comment_targets *t) {
  free(t->items);
}
