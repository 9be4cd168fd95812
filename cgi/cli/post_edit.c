/* A post in the author's editor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command/command.h"
#include "cli/editor.h"
#include "cli/exit.h"
#include "cli/post_text.h"
#include "cli/work.h"
#include "site/publish/article_text.h"
#include "site/site_open.h"

enum { MEMORY = 512 << 20 };

struct edit {
  int64_t id;
  char *was;
  bool html, imported;
};

static enum err read_text(struct site *site, struct arena *a, void *context) {
  struct edit *edit = context;
  struct article_text t;
  enum err e = article_text_read(site, a, edit->id, &t);
  char *text = e ? NULL : article_text_make(a, &t);
  if (e || !text)
    return e ? e : ERR_NOMEM;
  edit->html = strcmp(t.format, "html") == 0;
  edit->imported = t.row.source_key != NULL;
  edit->was = strdup(text);
  return edit->was ? OK : ERR_NOMEM;
}

static int save(const struct command_line *line, const struct edit *edit,
    const struct buf *text, const char *file) {
  int code = 0;
  int64_t id = edit->id;
  struct parse_problem problem = {0};
  struct site *site = command_open(line, COMMAND_WRITES, &code);
  struct arena *a = arena_new(MEMORY);
  if (!site || !a) {
    site_close(site);
    arena_free(a);
    return code ? code : EX_OSERR;
  }
  const struct compose ask = {
      .id = edit->id, .text = buf_text(text), .size = text->len, .was = edit->was};
  enum err e = compose_save(site, a, &ask, post_note, (void *)file, &id, &problem);
  if (e)
    post_refuse(file, &problem, e);
  arena_free(a);
  site_close(site);
  return exit_of(e);
}

/* An editor that could not write leaves this too: nobody means it. */
static bool is_blank(const struct buf *text) {
  return strspn(buf_text(text), " \t\r\n") == text->len;
}

static int edit_text(const struct command_line *line, const struct edit *edit) {
  char name[40], file[EDITOR_FILE];
  struct buf text = {0};
  snprintf(name, sizeof name, "post-%lld.%s", (long long)edit->id,
      edit->html ? "html" : "md");
  int code = editor_run(name, edit->was, file, &text);
  /* What cannot be read may be anything. */
  bool blank = code != EX_NOINPUT && is_blank(&text),
       changed = !blank && strcmp(buf_text(&text), edit->was) != 0;
  if (code == 0 && blank) {
    command_complain(
        "the text is empty: nothing is changed (\"pamphlet post delete %lld\""
        " takes the post away)",
        (long long)edit->id);
    code = EX_DATAERR;
  } else if (code == 0 && !changed) {
    puts("Nothing was changed.");
  } else if (code == 0) {
    code = save(line, edit, &text, file);
  }
  if (code == 0 && changed)
    printf("Updated post %lld.\n", (long long)edit->id);
  if (code && changed && *file)
    command_complain("your text is kept in %s: mend it, then run \"pamphlet post update"
                     " %lld %s\"",
        file, (long long)edit->id, file);
  else if (*file)
    editor_remove(file);
  if (code == 0 && changed && edit->imported)
    command_complain("post %lld was imported: its source replaces this when that is"
                     " changed and imported again",
        (long long)edit->id);
  buf_free(&text);
  return code;
}

int post_edit(const struct command_line *line) {
  struct edit edit = {0};
  if (!command_id(line->arguments[0], &edit.id))
    return EX_USAGE;
  int code = work_read(line, "post", edit.id, read_text, &edit);
  if (code == 0)
    code = edit_text(line, &edit);
  free(edit.was);
  return code;
}
