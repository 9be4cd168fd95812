/* Reads gone.txt. Its lines are added in small transactions, because the file of an old
 * blog can have thousands, and only after all articles: an address that an article has
 * by then is not gone. */
#include "import/files/import_addresses.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "db/txn.h"
#include "export/export_folder.h"
#include "site/publish/gone.h"

/* Lines per transaction: a reader's comment waits for it. */
enum { MOST_LINES = 200, LINE_MEMORY = 1 << 20 };

struct reading {
  struct import_run *run;
  const char *file;
  struct arena *arena; /* of one line */
  char *next;          /* the first line not read yet */
  int line;            /* the current one */
  bool added;
};

static void import_addresses_tell(
    struct reading *r, enum import_event event, int line, const char *why) {
  r->run->report(r->run->context, event, r->file, line, why);
}

static char *import_addresses_path_of(struct import_run *run, const char *root) {
  return arena_printf(run->arena, "%s/" EXPORT_GONE, root);
}

/* The next line without its line end. */
static char *import_addresses_take_line(struct reading *r) {
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

static enum err import_addresses_add(struct reading *r, const char *line) {
  struct parse_problem problem = {0};
  enum gone_result result = GONE_KNOWN;
  /* One line at a time: the memory needed does not grow with the file. */
  arena_reset(r->arena);
  if (!*line || *line == '#')
    return OK;
  enum err e = *line == '/'
                   ? gone_add(r->run->site, r->arena, line, r->line, &result, &problem)
                   : parse_problem_set(&problem, r->line,
                         "\"%.60s\" is not a path of this site: write it like"
                         " /old/name/",
                         line);
  /* A wrong line is reported, and the others are still read. Returning its error would
   * roll back the whole transaction, with the lines before it. */
  if (e && problem.message[0]) {
    import_addresses_tell(r, IMPORT_FAILED, r->line, problem.message);
    return OK;
  }
  if (!e && result == GONE_TAKEN)
    import_addresses_tell(
        r, IMPORT_WARNING, r->line, "the path is ignored: it belongs to an article");
  r->added |= !e && result == GONE_ADDED;
  return e;
}

static enum err import_addresses_add_some(struct db *s, void *context) {
  struct reading *r = context;
  enum err e = OK;
  (void)s;
  /* The position is kept in `r`, so that the next transaction continues where this one
   * ends. A transaction that fails ends the import: no line is tried twice. */
  for (int i = 0; !e && *r->next && i < MOST_LINES; i++)
    e = import_addresses_add(r, import_addresses_take_line(r));
  return e;
}

static enum err import_addresses_read_all(struct reading *r, struct buf *text) {
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
  for (r->next = text->data + (has_mark ? 3 : 0); !e && *r->next;)
    e = txn_write(r->run->site->db, import_addresses_add_some, r);
  if (!e)
    import_addresses_tell(r, r->added ? IMPORT_UPDATED : IMPORT_UNCHANGED, 0, "");
  return e;
}

bool import_addresses_exist(const char *root) {
  char path[PATH_MAX + 16];
  snprintf(path, sizeof path, "%s/" EXPORT_GONE, root);
  return access(path, F_OK) == 0;
}

enum err import_addresses(struct import_run *run, const char *root) {
  struct buf text = {0};
  /* Most folders have no such file, and its absence is no error. */
  if (!import_addresses_exist(root))
    return OK;
  struct reading r = {.run = run,
      .file = import_addresses_path_of(run, root),
      .arena = arena_new(LINE_MEMORY)};
  enum err e = r.file && r.arena ? import_addresses_read_all(&r, &text) : ERR_NOMEM;
  arena_free(r.arena);
  buf_free(&text);
  return e;
}
