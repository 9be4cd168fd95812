#include "cli/moderation/session.h"

#include <stdarg.h>
#include <stdio.h>

/* For a comment with its parent and three others, each of maximum length. */
enum { SESSION_ITEM_MEMORY = 32 << 20, SESSION_PAGE_MEMORY = 64 << 20 };

enum err session_open(
    struct session *s, struct site *site, const struct comment_queue_filter *f) {
  *s = (struct session){.item_memory = arena_new(SESSION_ITEM_MEMORY),
      .page_memory = arena_new(SESSION_PAGE_MEMORY)};
  enum err e = queue_open(&s->queue, site, f);
  if (!e && (!s->item_memory || !s->page_memory))
    e = ERR_NOMEM;
  if (!e)
    session_load(s);
  return e;
}

void session_close(struct session *s) {
  queue_close(&s->queue);
  arena_free(s->item_memory);
  arena_free(s->page_memory);
}

__attribute__((format(printf, 3, 0))) static void session_set_message(
    struct session *s, bool alert, const char *format, va_list args) {
  vsnprintf(s->message, sizeof s->message, format, args);
  s->alert = alert;
}

void session_say(struct session *s, const char *format, ...) {
  va_list args;
  va_start(args, format);
  session_set_message(s, false, format, args);
  va_end(args);
}

void session_fail(struct session *s, const char *format, ...) {
  va_list args;
  va_start(args, format);
  session_set_message(s, true, format, args);
  va_end(args);
}

void session_fail_with(struct session *s, const char *what, enum err e) {
  session_fail(s, "%s: %s", what, err_text(e));
}

/* True if the comment was decided by somebody else. One that was decided here may be
 * shown again, by going back. */
static bool session_was_decided(const struct session *s, const struct item *item) {
  return !s->queue.entries[s->queue.at].decided &&
         item->comment.status != s->queue.filter.status;
}

/* Reads the current comment. False if it is to be passed over. */
static bool session_read(struct session *s) {
  int64_t id = queue_current(&s->queue);
  arena_reset(s->item_memory);
  s->has_item = false;
  if (!id)
    return true;
  enum err e = item_read(s->queue.site, s->item_memory, id, &s->item);
  if (e == ERR_NOT_FOUND) {
    session_fail(s, "Comment %lld was deleted meanwhile.", (long long)id);
    return false;
  }
  if (e) {
    session_fail_with(s, "The comment cannot be read", e);
    return true;
  }
  if (session_was_decided(s, &s->item)) {
    session_fail(s, "Comment %lld is already %s: somebody else decided.", (long long)id,
        page_status(s->item.comment.status));
    return false;
  }
  s->has_item = true;
  return true;
}

void session_load(struct session *s) {
  s->scroll = 0;
  while (!session_read(s)) {
    queue_pass(&s->queue);
    queue_next(&s->queue);
  }
}

void session_look(struct session *s) {
  size_t added = 0, scroll = s->scroll;
  int64_t before = queue_current(&s->queue);
  enum err e = queue_refresh(&s->queue, &added);
  if (e) {
    session_fail_with(s, "The queue cannot be read", e);
    return;
  }
  session_load(s);
  /* The reader of a long comment stays where they are. */
  if (queue_current(&s->queue) == before)
    s->scroll = scroll;
}

void session_layout(struct session *s, size_t columns, size_t rows, bool ascii) {
  arena_reset(s->page_memory);
  s->page = (struct page){.strong = 0};
  if (!s->has_item)
    return;
  enum err e = page_make(s->page_memory, &s->item, columns, rows, ascii, &s->page);
  if (!e)
    return;
  /* What cannot be read must not be decided. */
  s->page = (struct page){.strong = 0};
  s->has_item = false;
  session_fail_with(s, "The comment cannot be shown", e);
}
