#include "cli/post_live_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/command/command_site.h"
#include "cli/output/complain.h"
#include "db/model/live.h"

static enum err post_live_text_read(struct site *site, struct arena *a, void *context) {
  struct post_live *p = context;
  struct live_update u;
  enum err e = live_update_read(site->db, a, p->id, p->number, &u);
  char *shown = e ? NULL : arena_join(a, u.source, "\n", NULL);
  if (e == ERR_NOT_FOUND) {
    complain("post %lld has no update %lld", (long long)p->id, (long long)p->number);
    return e;
  }
  /* The site is closed while the editor runs, and its arena is gone. */
  p->was = shown ? strdup(shown) : NULL;
  return e || p->was ? e : ERR_NOMEM;
}

static int post_live_text_edit(struct post_live *p) {
  char name[60];
  snprintf(name, sizeof name, "post-%lld-live.md", (long long)p->id);
  int code = editor_run(name, p->was ? p->was : "", p->file, &p->text);
  p->has_text = code == 0;
  if (code || strspn(buf_text(&p->text), " \t\r\n") != p->text.len)
    return code;
  complain("the text is empty: nothing was changed");
  editor_remove(p->file);
  *p->file = '\0';
  return EX_DATAERR;
}

/* From standard input for "-", from a file, or `given` itself. */
static int post_live_text_take(
    struct post_live *p, const char *given, const char *file) {
  char why[FILE_WHY] = "";
  enum err e = OK;
  p->has_text = true;
  if (given && strcmp(given, "-") == 0)
    file = "-";
  if (!file)
    buf_puts(&p->text, given);
  else if (strcmp(file, "-") == 0)
    e = file_read_open(STDIN_FILENO, LIMIT_IMPORT_FILE, &p->text, why);
  else
    e = file_read(file, FILE_FOLLOW, LIMIT_IMPORT_FILE, &p->text, why);
  if (!e && buf_status(&p->text)) {
    complain("%s", err_text(ERR_NOMEM));
    return EX_OSERR;
  }
  /* It would silently end the text. */
  if (!e && strlen(buf_text(&p->text)) != p->text.len) {
    complain("%s: the text contains a NUL character", file);
    return EX_DATAERR;
  }
  if (e)
    complain("%s: %s", file, why);
  return e == ERR_NOMEM ? EX_OSERR : e ? EX_NOINPUT : 0;
}

int post_live_text(struct post_live *p, const char *given, bool is_new) {
  const char *file = command_line_value(p->line, "file");
  struct command_site_object post = {"post", p->line->arguments[0], &p->id};
  if (given && file) {
    complain("--file and a text cannot be combined");
    return EX_USAGE;
  }
  if (given || file)
    return post_live_text_take(p, given, file);
  /* To change the title or the date alone. */
  if (!is_new && (p->title || p->date))
    return 0;
  if (!isatty(STDIN_FILENO) && is_new) {
    complain("nothing to add: give a text, or - for standard input");
    return EX_USAGE;
  }
  int code = is_new ? 0 : command_site_read(p->line, post, post_live_text_read, p);
  return code ? code : post_live_text_edit(p);
}
