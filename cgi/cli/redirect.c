#include "cli/redirect.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/fields.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "db/model/redirect.h"
#include "db/txn.h"
#include "import/import.h"
#include "site/publish/redirect_add.h"

enum { REDIRECT_MEMORY = 1 << 20 };

/* The keys that redirect_add_row sets. They are the words of the JSON, too. */
static const char *const redirect_fields[] = {"from", "to", NULL};

struct redirect_list {
  struct fields fields;
  json_t *rows;
};

static enum err redirect_add_row(void *context, const char *path, const char *target) {
  struct redirect_list *l = context;
  json_t *row = json_pack("{s:s, s:s}", "from", path, "to", target);
  row = fields_pick(&l->fields, row);
  return row && json_array_append_new(l->rows, row) == 0 ? OK : ERR_NOMEM;
}

static enum err redirect_read_list(struct site *site, struct arena *a, void *context) {
  (void)a;
  return redirect_each(site->db, redirect_add_row, context);
}

int redirect_list(const struct command_line *line) {
  enum print_format format;
  struct redirect_list l = {.rows = NULL};
  const char *one = command_line_value(line, "field");
  if (!print_format(command_line_value(line, "format"), PRINT_LIST, &format))
    return EX_USAGE;
  /* Redirects have no numbers: their paths are what "redirect remove" takes. */
  if (format == PRINT_IDS) {
    format = PRINT_TABLE;
    one = "from";
  }
  const char *fields = command_line_value(line, "fields");
  const char *names = one ? one : fields ? fields : "from,to";
  if (!fields_choose(names, one != NULL, redirect_fields, &l.fields))
    return EX_USAGE;
  l.rows = json_array();
  int code =
      command_site_read(line, (struct command_site_object){0}, redirect_read_list, &l);
  if (!code)
    /* It takes over a reference: the rows are released below after an error, too. */
    code = fields_print_rows(json_incref(l.rows), one, format);
  json_decref(l.rows);
  return code;
}

/* What one write does, and its result. */
struct redirect_change {
  struct site *site;
  struct arena *arena;
  const char *from, *to;
  enum redirect_add_result result;
  struct parse_problem problem;
};

static enum err redirect_add_within(struct db *s, void *context) {
  struct redirect_change *c = context;
  (void)s;
  /* 0, because a command has no lines that a fault could name. */
  return redirect_add(c->site, c->arena, c->from, c->to, 0, &c->result, &c->problem);
}

/* A redirect can be named in any spelling that "redirect add" takes: both use the same
 * normal form. */
static enum err redirect_remove_within(struct db *s, void *context) {
  struct redirect_change *c = context;
  char *path = redirect_path(c->arena, c->from);
  return path ? redirect_delete(s, path) : ERR_NOMEM;
}

/* Runs one change, in a site that is open. Complains about a failure; returns the exit
 * code. */
static int redirect_run(struct redirect_change *c, txn_change *change) {
  c->arena = arena_new(REDIRECT_MEMORY);
  enum err e = c->arena ? txn_write(c->site->db, change, c) : ERR_NOMEM;
  arena_free(c->arena);
  /* The message is an array in the problem and not in the arena, which is gone here. It
   * comes first, because it says what is wrong with which address. */
  if (e && c->problem.message[0])
    complain("%s", c->problem.message);
  else if (e == ERR_NOT_FOUND)
    complain("there is no redirect from \"%s\" (\"pamphlet redirect list\" shows all)",
        c->from);
  else if (e)
    complain("%s", err_text(e));
  return e ? exit_code_of(e) : 0;
}

int redirect_add_command(const struct command_line *line) {
  static const char *const done[] = {[REDIRECT_ADDED] = "Added",
      [REDIRECT_CHANGED] = "Changed",
      [REDIRECT_UNCHANGED] = "Kept"};
  int code = 0;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  struct redirect_change c = {
      .site = site, .from = line->arguments[0], .to = line->arguments[1]};
  code = redirect_run(&c, redirect_add_within);
  if (!code)
    printf("%s the redirect from %s to %s.\n", done[c.result], c.from, c.to);
  site_close(site);
  return code;
}

int redirect_remove(const struct command_line *line) {
  int code = 0;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  /* One that is missing does not stop the others. */
  for (size_t i = 0; i < line->count; i++) {
    /* A transaction each: what was removed before a failure stays removed, and was
     * reported. */
    struct redirect_change c = {.site = site, .from = line->arguments[i]};
    int failed = redirect_run(&c, redirect_remove_within);
    if (failed)
      code = failed;
    else
      printf("Removed the redirect from %s.\n", c.from);
  }
  site_close(site);
  return code;
}

static enum err redirect_count_one(void *context, const char *path, const char *to) {
  size_t *n = context;
  (void)path, (void)to;
  ++*n;
  return OK;
}

/* Prints what is wrong with a line. That the list was read is in the summary. */
static void redirect_report(void *context, enum import_event event, const char *file,
    int line, const char *message) {
  bool *failed = context;
  struct buf where = {0}, why = {0};
  /* Warnings leave the exit code alone: their lines were read. */
  if (event != IMPORT_FAILED && event != IMPORT_WARNING)
    return;
  *failed = *failed || event == IMPORT_FAILED;
  utf8_printable(&where, file);
  if (line)
    buf_printf(&where, ":%d", line);
  utf8_printable(&why, message);
  fprintf(stderr, "%s: %s%s\n", buf_text(&where),
      event == IMPORT_WARNING ? "warning: " : "", buf_text(&why));
  buf_free(&where);
  buf_free(&why);
}

int redirect_import(const struct command_line *line) {
  int code = 0;
  bool failed = false;
  size_t before = 0, after = 0;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  /* Counted in the table and not by line: a line may repeat another, or name a redirect
   * that exists already. */
  enum err e = redirect_each(site->db, redirect_count_one, &before);
  for (size_t i = 0; !e && i < line->count; i++)
    e = import_redirects(site, line->arguments[i], redirect_report, &failed);
  if (!e)
    e = redirect_each(site->db, redirect_count_one, &after);
  if (e)
    complain("%s", err_text(e));
  else
    printf("Added %zu redirect%s; there are %zu now.\n", after - before,
        plural((int64_t)(after - before)), after);
  site_close(site);
  return e ? exit_code_of(e) : failed ? EX_DATAERR : 0;
}
