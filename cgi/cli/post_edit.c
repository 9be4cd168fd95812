/* How it works: the site is opened twice, to read the text and to save it, and is
 * closed while the editor runs, which may be for hours: an open site keeps a restore
 * from beginning. If the article has changed meanwhile, saving is refused, and the text
 * stays in its file. */
#include "cli/post_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command/argument.h"
#include "cli/command/command_cards.h"
#include "cli/command/command_site.h"
#include "cli/command/editor.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/post_text.h"
#include "site/publish/article_text.h"
#include "site/site_open.h"

enum { POST_EDIT_MEMORY = 512 << 20 };

/* `was` is the text as the editor got it, on the heap. */
struct post_editing {
  int64_t id;
  char *was;
  bool html, imported;
};

static enum err post_edit_read(struct site *site, struct arena *a, void *context) {
  struct post_editing *edit = context;
  struct article_text t;
  enum err e = article_text_read(site, a, edit->id, &t);
  char *text = e ? NULL : article_text_make(a, &t);
  if (e || !text)
    return e ? e : ERR_NOMEM;
  edit->html = strcmp(t.format, "html") == 0;
  edit->imported = t.row.source_key != NULL;
  /* The site is closed while the editor runs: nothing of its arena may be used then.
   * compose_save compares this text with the current one. */
  edit->was = strdup(text);
  return edit->was ? OK : ERR_NOMEM;
}

/* compose_save compares `was` with the present text in the transaction that saves. */
static int post_edit_save(const struct command_line *line,
    const struct post_editing *edit, const struct buf *text, const char *file) {
  int code = 0;
  int64_t id = edit->id;
  struct parse_problem problem = {0};
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  struct arena *a = arena_new(POST_EDIT_MEMORY);
  if (!site || !a) {
    site_close(site);
    arena_free(a);
    return code ? code : EX_OSERR;
  }
  const struct compose ask = {.id = edit->id,
      .text = buf_text(text),
      .size = text->len,
      .was = edit->was,
      .command = "post edit"};
  enum err e = compose_save(site, a, &ask, post_text_note, (void *)file, &id, &problem);
  if (e)
    post_text_refuse(file, &problem, e);
  arena_free(a);
  command_cards_draw(site);
  site_close(site);
  return exit_code_of(e);
}

/* An editor on a full disk leaves an empty file, and nobody empties a post on purpose.
 */
static bool post_edit_is_blank(const struct buf *text) {
  return strspn(buf_text(text), " \t\r\n") == text->len;
}

static int post_edit_text(
    const struct command_line *line, const struct post_editing *edit) {
  char name[40], file[EDITOR_FILE];
  struct buf text = {0};
  /* The ending tells the editor the language of the text. */
  snprintf(name, sizeof name, "post-%lld.%s", (long long)edit->id,
      edit->html ? "html" : "md");
  int code = editor_run(name, edit->was, file, &text);
  /* A file that cannot be read may hold changes: it is not removed below. */
  bool blank = code != EX_NOINPUT && post_edit_is_blank(&text),
       changed = !blank && strcmp(buf_text(&text), edit->was) != 0;
  if (code == 0 && blank) {
    complain("the text is empty: nothing was changed (\"pamphlet post delete %lld\""
             " deletes the post)",
        (long long)edit->id);
    code = EX_DATAERR;
  } else if (code == 0 && !changed) {
    puts("Nothing was changed.");
  } else if (code == 0) {
    code = post_edit_save(line, edit, &text, file);
  }
  if (code == 0 && changed)
    printf("Updated post %lld.\n", (long long)edit->id);
  /* A text that could not be saved is never removed, whatever the error was. */
  if (code && changed && *file)
    complain("your text was saved in %s: fix it, then run \"pamphlet post update"
             " %lld %s\"",
        file, (long long)edit->id, file);
  else if (*file)
    editor_remove(file);
  /* An import compares the source with its hash, not the article with the source, so
   * only a change of the source overwrites the edit. */
  if (code == 0 && changed && edit->imported)
    complain("post %lld was imported: your change will be overwritten if its source"
             " file changes and is imported again",
        (long long)edit->id);
  buf_free(&text);
  return code;
}

int post_edit(const struct command_line *line) {
  struct post_editing edit = {0};
  int code = command_site_read(line,
      (struct command_site_object){"post", line->arguments[0], &edit.id},
      post_edit_read, &edit);
  if (code == 0)
    code = post_edit_text(line, &edit);
  free(edit.was);
  return code;
}
