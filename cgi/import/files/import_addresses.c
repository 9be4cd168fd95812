/* Reads lists of addresses. Lines are added in small transactions, because the list of
 * an old blog can have thousands, and only after all articles: an address that an
 * article has by then is neither gone nor redirected elsewhere. */
#include "import/files/import_addresses.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "db/txn.h"
#include "export/export_folder.h"
#include "import/files/import_redirect_line.h"
#include "site/publish/gone.h"
#include "site/publish/redirect_add.h"

/* Lines per transaction: a reader's comment waits for it. */
enum { MOST_LINES = 200, LINE_MEMORY = 1 << 20 };

struct import_addresses_reading;
typedef enum err import_addresses_line(
    struct import_addresses_reading *r, char *line, struct parse_problem *problem);

struct import_addresses_reading {
  struct site *site;
  import_reporter *report;
  void *context;
  import_addresses_line *add;
  const char *file;
  struct arena *arena; /* of one line */
  char *next;          /* the first line not read yet */
  int line;            /* the current one */
  bool added;
};

static void import_addresses_tell(struct import_addresses_reading *r,
    enum import_event event, int line, const char *why) {
  r->report(r->context, event, r->file, line, why);
}

/* The next line without its line end. */
static char *import_addresses_take_line(struct import_addresses_reading *r) {
  char *line = r->next;
  size_t n = strcspn(line, "\n");
  r->next = line[n] ? line + n + 1 : line + n;
  line[n] = '\0';
  /* Files from Windows have a CR before the line end. */
  while (n && strchr("\r \t", line[n - 1]))
    line[--n] = '\0';
  r->line++;
  return line + strspn(line, " \t");
}

static enum err import_addresses_gone(struct import_addresses_reading *r,
    const char *path, struct parse_problem *problem) {
  enum gone_result result = GONE_KNOWN;
  if (*path != '/')
    return parse_problem_set(problem, r->line,
        "\"%.60s\" is not a path of this site: write it like /old/name/", path);
  enum err e = gone_add(r->site, r->arena, path, r->line, &result, problem);
  if (!e && result == GONE_TAKEN)
    import_addresses_tell(
        r, IMPORT_WARNING, r->line, "the path is ignored: it belongs to an article");
  r->added |= !e && result == GONE_ADDED;
  return e;
}

static enum err import_addresses_line_gone(
    struct import_addresses_reading *r, char *line, struct parse_problem *problem) {
  return *line && *line != '#' ? import_addresses_gone(r, line, problem) : OK;
}

static enum err import_addresses_line_redirect(
    struct import_addresses_reading *r, char *line, struct parse_problem *problem) {
  const char *from, *to;
  enum redirect_add_result result = REDIRECT_UNCHANGED;
  switch (import_redirect_line(line, &from, &to)) {
  case IMPORT_REDIRECT_NONE:
    return OK;
  case IMPORT_REDIRECT_PATTERN:
    import_addresses_tell(r, IMPORT_WARNING, r->line,
        "is ignored: patterns cannot be imported, only one address per line; put them"
        " into the configuration of the web server");
    return OK;
  case IMPORT_REDIRECT_OTHER:
    import_addresses_tell(
        r, IMPORT_WARNING, r->line, "is ignored: its status is not that of a redirect");
    return OK;
  case IMPORT_REDIRECT_GONE:
    return import_addresses_gone(r, from, problem);
  case IMPORT_REDIRECT_BAD:
    return parse_problem_set(problem, r->line,
        "is not a redirect: write two addresses like /old/name/ /new/name/");
  case IMPORT_REDIRECT_TO:
    break;
  }
  enum err e = redirect_add(r->site, r->arena, from, to, r->line, &result, problem);
  r->added |= !e && result != REDIRECT_UNCHANGED;
  return e;
}

static enum err import_addresses_add(struct import_addresses_reading *r, char *line) {
  struct parse_problem problem = {0};
  /* One line at a time: the memory needed does not grow with the file. */
  arena_reset(r->arena);
  enum err e = r->add(r, line, &problem);
  /* A wrong line is reported, and the others are still read. Returning its error would
   * roll back the whole transaction, with the lines before it. */
  if (e && problem.message[0]) {
    import_addresses_tell(r, IMPORT_FAILED, r->line, problem.message);
    return OK;
  }
  return e;
}

static enum err import_addresses_add_some(struct db *s, void *context) {
  struct import_addresses_reading *r = context;
  enum err e = OK;
  (void)s;
  /* The position is kept in `r`, so that the next transaction continues where this one
   * ends. A transaction that fails ends the import: no line is tried twice. */
  for (int i = 0; !e && *r->next && i < MOST_LINES; i++)
    e = import_addresses_add(r, import_addresses_take_line(r));
  return e;
}

static enum err import_addresses_read_all(
    struct import_addresses_reading *r, struct buf *text) {
  char why[FILE_WHY];
  enum err e = file_read(r->file, FILE_NO_FOLLOW, LIMIT_IMPORT_FILE, text, why);
  /* A NUL would hide all lines after it. */
  if (!e && strlen(buf_text(text)) != text->len) {
    snprintf(why, sizeof why, "is not text: it contains a NUL");
    e = ERR_SYNTAX;
  }
  if (e) {
    import_addresses_tell(r, IMPORT_FAILED, 0, why);
    return OK;
  }
  /* Editors on Windows begin a file with this mark, which would hide the slash of the
   * first line. */
  bool has_mark = strncmp(buf_text(text), "\xef\xbb\xbf", 3) == 0;
  /* An empty buffer has no text of its own that a line could be cut from. */
  r->next = text->len ? text->data + (has_mark ? 3 : 0) : NULL;
  while (!e && r->next && *r->next)
    e = txn_write(r->site->db, import_addresses_add_some, r);
  if (!e)
    import_addresses_tell(r, r->added ? IMPORT_UPDATED : IMPORT_UNCHANGED, 0, "");
  return e;
}

static enum err import_addresses_read(struct import_addresses_reading *r) {
  struct buf text = {0};
  r->arena = arena_new(LINE_MEMORY);
  enum err e = r->file && r->arena ? import_addresses_read_all(r, &text) : ERR_NOMEM;
  arena_free(r->arena);
  buf_free(&text);
  return e;
}

/* The lists that a folder may have. Netlify and Cloudflare Pages read _redirects; in a
 * Hugo site it is a static file. */
static const struct import_addresses_list {
  const char *name;
  import_addresses_line *add;
} import_addresses_lists[] = {
    {EXPORT_GONE, import_addresses_line_gone},
    {EXPORT_REDIRECTS, import_addresses_line_redirect},
    {"_redirects", import_addresses_line_redirect},
    {"static/_redirects", import_addresses_line_redirect},
    {"public/_redirects", import_addresses_line_redirect},
};
enum { LISTS = sizeof import_addresses_lists / sizeof import_addresses_lists[0] };

static bool import_addresses_has(const char *root, size_t i) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s/%s", root, import_addresses_lists[i].name);
  return access(path, F_OK) == 0;
}

size_t import_addresses_count(const char *root) {
  size_t n = 0;
  for (size_t i = 0; i < LISTS; i++)
    n += import_addresses_has(root, i);
  return n;
}

enum err import_addresses(struct import_run *run, const char *root) {
  enum err e = OK;
  for (size_t i = 0; !e && i < LISTS; i++) {
    const struct import_addresses_list *list = &import_addresses_lists[i];
    if (!import_addresses_has(root, i))
      continue;
    struct import_addresses_reading r = {.site = run->site,
        .report = run->report,
        .context = run->context,
        .add = list->add,
        .file = arena_printf(run->arena, "%s/%s", root, list->name)};
    e = import_addresses_read(&r);
  }
  return e;
}

enum err import_addresses_file(
    struct site *site, const char *file, import_reporter *report, void *context) {
  struct import_addresses_reading r = {.site = site,
      .report = report,
      .context = context,
      .add = import_addresses_line_redirect,
      .file = file};
  return import_addresses_read(&r);
}
