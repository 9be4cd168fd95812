/* How it works: like "post edit", the editor runs while the site is closed, so that a
 * restore can begin meanwhile, and a text that could not be saved stays in its file. A
 * reply is written above the comment it answers, which follows a line of scissors, as
 * in Git: a "#" at the beginning of a line may well be a part of the reply. */
#include "cli/comment_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command/argument.h"
#include "cli/command/command_line.h"
#include "cli/command/command_site.h"
#include "cli/command/editor.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "db/model/comment.h"
#include "site/comments/comment_edit.h"
#include "site/comments/comment_reply.h"
#include "site/site_open.h"

#define COMMENT_TEXT_SCISSORS "------------------------ >8 ------------------------\n"

/* For one comment, its HTML and its article. */
enum { COMMENT_TEXT_MEMORY = 64 << 20 };

struct comment_text {
  int64_t id; /* of the comment that is answered or edited */
  bool is_reply;
  const char *author, *url; /* the new ones; NULL: they stay */
  char *was, *editable;     /* its source, and what the editor shows; on the heap */
  char file[EDITOR_FILE];   /* "": no editor was used */
  struct buf text;          /* as it was written */
};

/* Without the lines at the end, which editors and "echo" add. */
static bool comment_text_clean(struct buf *text) {
  struct buf clean = {0};
  char *s = strdup(buf_text(text));
  if (!s)
    return false;
  utf8_unify_newlines(s, strlen(s));
  size_t n = strlen(s);
  while (n && strchr(" \t\n", s[n - 1]))
    n--;
  buf_add(&clean, s, n);
  free(s);
  buf_free(text);
  *text = clean;
  return buf_status(text) == OK;
}

static enum err comment_text_read(struct site *site, struct arena *a, void *context) {
  struct comment_text *t = context;
  struct comment c;
  enum err e = comment_by_id(site->db, a, t->id, &c);
  if (e)
    return e;
  char *shown = t->is_reply ? arena_join(a, "\n", COMMENT_TEXT_SCISSORS,
                                  "Write your reply above this line. Comment of ",
                                  c.author, ":\n\n", c.source, "\n", NULL)
                            : arena_join(a, c.source, "\n", NULL);
  /* The site is closed while the editor runs, and its arena is gone. */
  t->was = strdup(c.source);
  t->editable = shown ? strdup(shown) : NULL;
  return t->was && t->editable ? OK : ERR_NOMEM;
}

static int comment_text_from_editor(struct comment_text *t) {
  char name[40];
  snprintf(name, sizeof name, "comment-%lld.txt", (long long)t->id);
  int code = editor_run(name, t->editable, t->file, &t->text);
  const char *cut =
      t->is_reply ? strstr(buf_text(&t->text), COMMENT_TEXT_SCISSORS) : NULL;
  if (cut) {
    struct buf above = {0};
    buf_add(&above, buf_text(&t->text), (size_t)(cut - buf_text(&t->text)));
    buf_free(&t->text);
    t->text = above;
  }
  return code;
}

/* From standard input for "-", else `given` itself. */
static int comment_text_take(struct comment_text *t, const char *given) {
  char why[FILE_WHY];
  if (strcmp(given, "-") != 0) {
    buf_puts(&t->text, given);
    if (buf_status(&t->text) == OK)
      return 0;
    complain("%s", err_text(ERR_NOMEM));
    return EX_OSERR;
  }
  enum err e = file_read_open(STDIN_FILENO, LIMIT_IMPORT_FILE, &t->text, why);
  if (!e && strlen(buf_text(&t->text)) == t->text.len)
    return 0;
  complain("-: %s", e ? why : "the text contains a NUL character");
  return e == ERR_NOMEM ? EX_OSERR : e ? EX_NOINPUT : EX_DATAERR;
}

static void comment_text_refuse(const struct comment_text *t, struct arena *a,
    enum err e, enum comment_fault fault) {
  const char *why = err_text(e);
  if (fault)
    why = comment_fault_text(a, "en", fault, (int64_t)utf8_length(buf_text(&t->text)));
  else if (e == ERR_INVALID)
    why = "the text contains a control character, or is not UTF-8";
  else if (e == ERR_GONE)
    why =
        "it is spam or in the trash: use \"comment unspam\" or \"comment untrash\" first";
  else if (e == ERR_EXISTS && t->is_reply)
    why = "the article has this reply already";
  else if (e == ERR_EXISTS)
    why = "it has changed since you opened it";
  complain("comment %lld: %s", (long long)t->id, why);
}

/* *id is that of the reply. *changed is false if an edit changes nothing. */
static enum err comment_text_write(struct comment_text *t, struct site *site,
    struct arena *a, bool has_text, int64_t *id, bool *changed) {
  enum comment_fault fault = COMMENT_FAULT_NONE;
  const struct comment_changes changes = {.author = t->author,
      .url = t->url,
      .source = has_text || t->is_reply ? buf_text(&t->text) : NULL,
      .was = t->was};
  enum err e =
      t->is_reply
          ? comment_reply(site, a, t->id, changes.source, clock_now(), &fault, id)
          : comment_edit(site, a, t->id, &changes, clock_now(), &fault, changed);
  if (e)
    comment_text_refuse(t, a, e, fault);
  return e;
}

static int comment_text_save(const struct command_line *line, struct comment_text *t,
    bool has_text, int64_t *id, bool *changed) {
  int code = 0;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(COMMENT_TEXT_MEMORY);
  if (a && comment_text_clean(&t->text)) {
    code = exit_code_of(comment_text_write(t, site, a, has_text, id, changed));
  } else {
    complain("%s", err_text(ERR_NOMEM));
    code = EX_OSERR;
  }
  arena_free(a);
  site_close(site);
  return code;
}

/* An empty text from the editor is how its user changes their mind. */
static bool comment_text_is_given_up(const struct comment_text *t) {
  return *t->file && strspn(buf_text(&t->text), " \t\r\n") == t->text.len;
}

/* Gets the text, with the editor if `given` is NULL and `edits`, and saves it. */
static int comment_text_run(const struct command_line *line, struct comment_text *t,
    const char *given, bool edits, int64_t *id, bool *changed) {
  int code = 0;
  if (given)
    code = comment_text_take(t, given);
  else if (edits)
    code = command_site_read(line,
        (struct command_site_object){"comment", line->arguments[0], &t->id},
        comment_text_read, t);
  if (code == 0 && !given && edits)
    code = comment_text_from_editor(t);
  if (code == 0 && comment_text_is_given_up(t)) {
    complain("the text is empty: nothing was changed");
    code = EX_DATAERR;
  } else if (code == 0) {
    /* What the editor leaves as it was is no change, not even of its last line end. */
    bool has_text = given || (edits && strcmp(buf_text(&t->text), t->editable) != 0);
    code = comment_text_save(line, t, has_text, id, changed);
    if (code && *t->file)
      complain("your text was saved in %s", t->file);
  }
  if (*t->file && (code == 0 || comment_text_is_given_up(t)))
    editor_remove(t->file);
  buf_free(&t->text);
  free(t->was);
  free(t->editable);
  return code;
}

int comment_reply_command(const struct command_line *line) {
  struct comment_text t = {.is_reply = true};
  int64_t id = 0;
  bool changed = false;
  if (!argument_id(line->arguments[0], &t.id))
    return EX_USAGE;
  int code = comment_text_run(
      line, &t, line->count > 1 ? line->arguments[1] : NULL, true, &id, &changed);
  if (code == 0 && command_line_flag(line, "porcelain"))
    printf("%lld\n", (long long)id);
  else if (code == 0)
    printf("Added comment %lld.\n", (long long)id);
  return code;
}

int comment_edit_command(const struct command_line *line) {
  struct comment_text t = {.author = command_line_value(line, "author"),
      .url = command_line_value(line, "url")};
  int64_t id = 0;
  bool changed = false;
  const char *content = command_line_value(line, "content");
  if (!argument_id(line->arguments[0], &t.id))
    return EX_USAGE;
  int code = comment_text_run(line, &t, content, !t.author && !t.url, &id, &changed);
  if (code == 0 && changed)
    printf("Updated comment %lld.\n", (long long)t.id);
  else if (code == 0)
    puts("Nothing was changed.");
  return code;
}
