#include "import/threads/import_threads_wxr.h"

#include <string.h>

#include "base/date_text.h"
#include "import/threads/import_threads.h"
#include "markup/wordpress/wxr.h"

static enum comment_status import_threads_wxr_status(const char *approved) {
  return strcmp(approved, "1") == 0       ? COMMENT_APPROVE
         : strcmp(approved, "spam") == 0  ? COMMENT_SPAM
         : strcmp(approved, "trash") == 0 ? COMMENT_TRASH
                                          : COMMENT_HOLD;
}

static enum err import_threads_wxr_take(
    struct import_threads *t, const char *thread, const struct wxr_comment *from) {
  struct arena *a = t->arena;
  struct import_thread_comment c = {.thread = thread,
      .id = arena_strdup(a, from->id),
      .parent = arena_strdup(a, strcmp(from->parent, "0") == 0 ? "" : from->parent),
      .author = arena_strdup(a, from->author),
      .email = arena_strdup(a, from->email),
      .url = arena_strdup(a, from->url),
      .text = arena_strdup(a, from->content),
      .status = import_threads_wxr_status(from->approved),
      .render = comment_render_html,
      .line = from->line};
  char *date = arena_printf(a, "%sZ", from->date_gmt);
  if (!c.id || !c.parent || !c.author || !c.email || !c.url || !c.text || !date)
    return ERR_NOMEM;
  if (date_text_read(date, &c.date) != OK)
    c.date = 0;
  return import_threads_add_comment(t, &c);
}

static enum err import_threads_wxr_item(
    void *context, const struct wxr_item *item, struct arena *a) {
  struct import_threads *t = context;
  const char *key = arena_strdup(t->arena, item->link);
  const struct import_thread thread = {
      .key = key, .addresses = {key}, .line = item->line};
  enum err e = key ? import_threads_add(t, &thread) : ERR_NOMEM;
  for (const struct wxr_comment *c = item->comments; !e && c; c = c->next)
    e = import_threads_wxr_take(t, key, c);
  arena_free(a);
  return e;
}

enum err import_threads_wxr(struct import_run *run, struct import_file *f, int fd) {
  struct parse_problem problem = {0};
  struct import_threads t;
  enum err e = import_threads_open(&t, run, f, "wxr");
  const struct wxr_visitor visitor = {.context = &t, .item = import_threads_wxr_item};
  if (!e)
    e = wxr_read(fd, &visitor, &problem);
  return import_threads_finish(&t, e, &problem);
}
