#include "cli/moderation/edit_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "cli/command/editor.h"
#include "cli/moderation/draw.h"
#include "cli/moderation/screen.h"
#include "site/comments/comment_edit.h"
#include "site/comments/comment_moderate.h"
#include "site/comments/comment_reply.h"

/* For one comment, its HTML and its article. */
enum { EDIT_KEYS_MEMORY = 64 << 20, EDIT_KEYS_LINE = 4000 };

/* The text before and after an edit. */
struct edit_keys_edit {
  int64_t id;
  size_t after; /* where in `texts` that after the edit begins */
  char texts[];
};

struct edit_keys_reply {
  int64_t parent, reply;
  enum comment_status was; /* the status of the parent */
};

/* Messages of the editor appear on the terminal as it was before the queue: they stay
 * until somebody has read them. */
static void edit_keys_wait(void) {
  char c;
  fputs("Press Enter to go back to the queue. ", stderr);
  while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n' && c != '\r')
    continue;
}

/* Lends the terminal to the editor. True if `out` is what the author wrote. */
static bool edit_keys_run_editor(
    int64_t id, const char *text, char file[EDITOR_FILE], struct buf *out) {
  char name[40];
  snprintf(name, sizeof name, "comment-%lld.txt", (long long)id);
  screen_lend();
  int code = editor_run(name, text, file, out);
  if (code)
    edit_keys_wait();
  screen_take();
  return code == 0 && buf_status(out) == OK;
}

/* Without the line ends at the end, which editors add. */
static void edit_keys_clean(struct buf *text) {
  if (!text->len)
    return;
  text->len = utf8_unify_newlines(text->data, text->len);
  while (text->len && strchr(" \t\n", text->data[text->len - 1]))
    text->len--;
  text->data[text->len] = '\0';
}

static const char *edit_keys_why(
    struct arena *a, enum err e, enum comment_fault fault, const char *text) {
  if (fault)
    return comment_fault_text(a, "en", fault, (int64_t)utf8_length(text));
  return e == ERR_INVALID  ? "it contains a control character, or is not UTF-8"
         : e == ERR_EXISTS ? "the comment has changed, or has this reply already"
         : e == ERR_GONE   ? "the comment is spam or in the trash: approve it first"
                           : err_text(e);
}

static enum err edit_keys_undo_edit(struct site *site, void *context, char *said) {
  const struct edit_keys_edit *edit = context;
  enum comment_fault fault = COMMENT_FAULT_NONE;
  bool changed;
  const struct comment_changes back = {
      .source = edit->texts, .was = edit->texts + edit->after};
  struct arena *a = arena_new(EDIT_KEYS_MEMORY);
  enum err e = a ? comment_edit(site, a, edit->id, &back, clock_now(), &fault, &changed)
                 : ERR_NOMEM;
  arena_free(a);
  bool too_late = e == ERR_EXISTS || e == ERR_NOT_FOUND;
  snprintf(said, QUEUE_SAID, "%s",
      too_late ? "Somebody else has changed the text since."
      : e      ? err_text(e)
               : "The comment has its former text again.");
  return too_late ? OK : e;
}

/* Remembers what is to be undone. The text is saved by then, so that a lack of memory
 * costs no more than the undo. */
static void edit_keys_remember(
    struct session *s, struct queue_step step, const char *said) {
  size_t done;
  if (!step.context || queue_decide(&s->queue, NULL, 0, step, &done)) {
    free(step.context);
    session_fail(s, "%s It cannot be undone: %s", said, err_text(ERR_NOMEM));
    return;
  }
  session_load(s);
  session_say(s, "%s (u: undo)", said);
}

static struct edit_keys_edit *edit_keys_new_edit(
    int64_t id, const char *before, const char *after) {
  size_t size = strlen(before) + 1;
  struct edit_keys_edit *edit = malloc(sizeof *edit + size + strlen(after) + 1);
  if (!edit)
    return NULL;
  edit->id = id;
  edit->after = size;
  memcpy(edit->texts, before, size);
  memcpy(edit->texts + size, after, strlen(after) + 1);
  return edit;
}

static void edit_keys_save_edit(struct session *s, const char *text, bool *saved) {
  const struct comment *c = &s->item.comment;
  enum comment_fault fault = COMMENT_FAULT_NONE;
  bool changed = false;
  const struct comment_changes changes = {.source = text, .was = c->source};
  struct arena *a = arena_new(EDIT_KEYS_MEMORY);
  enum err e =
      a ? comment_edit(s->queue.site, a, c->id, &changes, clock_now(), &fault, &changed)
        : ERR_NOMEM;
  *saved = !e;
  if (e)
    session_fail(s, "Not saved: %s", edit_keys_why(a, e, fault, text));
  else if (!changed)
    session_say(s, "Nothing was changed.");
  else
    edit_keys_remember(s,
        (struct queue_step){
            edit_keys_undo_edit, edit_keys_new_edit(c->id, c->source, text), 0},
        "The comment was changed.");
  arena_free(a);
}

/* A text that could not be saved stays in its file, whose name the message tells. */
static void edit_keys_finish(struct session *s, const char *file, bool saved) {
  size_t used = strlen(s->message);
  if (!*file)
    return;
  if (saved)
    editor_remove(file);
  else
    snprintf(s->message + used, sizeof s->message - used, " Your text: %.200s", file);
}

void edit_keys_edit(struct session *s) {
  char file[EDITOR_FILE] = "";
  struct buf text = {0};
  bool saved = true;
  if (!s->has_item)
    return;
  const struct comment *c = &s->item.comment;
  char *shown = arena_join(s->item_memory, c->source, "\n", NULL);
  bool edited = shown && edit_keys_run_editor(c->id, shown, file, &text);
  /* What the editor leaves as it was is no change, not even of spaces at its end. */
  bool same = shown && strcmp(buf_text(&text), shown) == 0;
  edit_keys_clean(&text);
  if (!edited && text.len && !same) {
    session_fail(s, "The editor failed: nothing was changed.");
    saved = false;
  } else if (!edited || same || !text.len) {
    session_say(s, "Nothing was changed.");
  } else {
    edit_keys_save_edit(s, buf_text(&text), &saved);
  }
  edit_keys_finish(s, file, saved);
  buf_free(&text);
}

/* Both parts may have been done by somebody else meanwhile. */
static enum err edit_keys_undo_reply(struct site *site, void *context, char *said) {
  const struct edit_keys_reply *r = context;
  size_t done;
  struct comment_decision back = {
      .id = r->parent, .from = COMMENT_APPROVE, .to = r->was};
  enum err e = comment_moderate_delete(site, r->reply);
  if (!e || e == ERR_NOT_FOUND)
    e = r->was == COMMENT_APPROVE ? OK : comment_decide(site, &back, 1, &done);
  snprintf(said, QUEUE_SAID, "%s", e ? err_text(e) : "The reply was deleted.");
  return e;
}

/* False if it was not saved. */
static bool edit_keys_save_reply(struct session *s, const char *text) {
  const struct comment *c = &s->item.comment;
  enum comment_fault fault = COMMENT_FAULT_NONE;
  struct edit_keys_reply *r = calloc(1, sizeof *r);
  struct arena *a = arena_new(EDIT_KEYS_MEMORY);
  enum err e = ERR_NOMEM;
  if (r && a) {
    r->parent = c->id;
    r->was = c->status;
    e = comment_reply(s->queue.site, a, c->id, text, clock_now(), &fault, &r->reply);
  }
  if (e) {
    session_fail(s, "Not saved: %s", edit_keys_why(a, e, fault, text));
    free(r);
  } else {
    const struct queue_step step = {
        edit_keys_undo_reply, r, c->status == COMMENT_APPROVE ? 0 : c->id};
    edit_keys_remember(
        s, step, step.decides ? "Replied, and approved the comment." : "Replied.");
  }
  arena_free(a);
  return !e;
}

void edit_keys_reply_line(struct session *s) {
  char text[EDIT_KEYS_LINE] = "";
  const char *question = "Reply:";
  if (!s->has_item)
    return;
  /* What was typed is offered again if it could not be saved. */
  while (
      draw_ask_line(s, question, text, sizeof text) && !edit_keys_save_reply(s, text))
    question = arena_join(s->page_memory, s->message, " Reply:", NULL);
}

void edit_keys_reply_editor(struct session *s) {
  char file[EDITOR_FILE] = "";
  struct buf text = {0};
  bool saved = true;
  if (!s->has_item)
    return;
  bool written = edit_keys_run_editor(s->item.comment.id, "", file, &text);
  edit_keys_clean(&text);
  if (text.len && !written) {
    session_fail(s, "The editor failed: there is no reply.");
    saved = false;
  } else if (!text.len) {
    session_say(s, "Nothing was done.");
  } else {
    saved = edit_keys_save_reply(s, buf_text(&text));
  }
  edit_keys_finish(s, file, saved);
  buf_free(&text);
}
