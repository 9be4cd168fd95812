#include "site/pages/page_follow.h"

#include "db/model/follow.h"
#include "site/comments/follow_link.h"
#include "site/core/article_link.h"
#include "site/pages/layout.h"
#include "view/messages.h"
#include "view/view_follow.h"

static const enum message sentences[] = {
    [FOLLOW_CONFIRM] = MESSAGE_follow_done_confirm,
    [FOLLOW_STOP] = MESSAGE_follow_done_stop,
    [FOLLOW_STOP_ALL] = MESSAGE_follow_done_stop,
    [FOLLOW_REFUSE] = MESSAGE_follow_done_stop,
    [FOLLOW_ACCEPT] = MESSAGE_follow_done_accept,
};

static enum err page_follow_fill(
    struct site *site, struct arena *a, const struct follow *f, struct view_follow *v) {
  const char *lang = site->settings.language;
  *v = (struct view_follow){
      .id = f->id, .is_all = f->scope == FOLLOW_ALL, .waits = !f->confirmed_at};
  enum err e = article_link(site, a, f->article_id, &v->where);
  if (e && e != ERR_NOT_FOUND)
    return e;
  /* The title of a draft is nobody's business. */
  if (e)
    v->where = (struct view_link){.text = message_get(lang, MESSAGE_follow_deleted)};
  v->stop_label =
      message_format(a, lang, MESSAGE_follow_stop_label, "NAME", v->where.text, NULL);
  return v->stop_label ? OK : ERR_NOMEM;
}

static enum err page_follow_list(
    struct site *site, struct arena *a, int64_t follower, struct view_follow_page *v) {
  struct follow *list = NULL;
  size_t count = 0;
  enum err e = follow_is_refused(site->db, follower, &v->is_refused);
  /* A reader who stopped everything a while ago is forgotten, and follows nothing. */
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  e = follow_list(site->db, a, follower, &list, &count);
  struct view_follow *items =
      e || !count ? NULL : arena_alloc(a, count * sizeof *items);
  if (!e && count && !items)
    e = ERR_NOMEM;
  for (size_t i = 0; !e && i < count; i++)
    e = page_follow_fill(site, a, &list[i], &items[i]);
  v->items = items;
  v->count = e ? 0 : count;
  return e;
}

enum err page_follow_render(struct site *site, struct arena *a, int64_t follower,
    enum follow_action done, int64_t now, struct buf *out) {
  const char *lang = site->settings.language;
  char token[CRYPT_TOKEN_TEXT];
  struct view_follow_page v = {.action = FOLLOW_LINK_PATH, .token = token};
  follow_link_sign(site, follower, now, token);
  enum err e = layout_fill(site, a, NULL, &v.layout);
  if (!e)
    e = page_follow_list(site, a, follower, &v);
  if (e)
    return e;
  if (done != FOLLOW_LOOK)
    v.done = message_get(lang, sentences[done]);
  v.layout.title = message_get(lang, MESSAGE_follow_title);
  v.layout.noindex = true;
  return view_follow_page(site->templates, &v, out);
}
