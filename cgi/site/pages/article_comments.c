#include "site/pages/article_comments.h"

#include <string.h>

#include "base/clock.h"
#include "base/number_text.h"
#include "markup/html/html_scrollable.h"
#include "site/comments/thread.h"
#include "site/core/closing.h"
#include "view/messages.h"

static enum err article_comments_fill_one(struct site *site, struct arena *a,
    const char *path, const struct comment *c, int depth, bool can_reply,
    struct view_comment *out) {
  const char *lang = site->settings.language;
  char iso[CLOCK_ISO], id[NUMBER_TEXT];
  number_text(c->id, 1, id);
  struct view_comment v = {
      .id = c->id,
      .depth = depth,
      .author = c->author,
      /* The table has '' for none, and views have NULL. */
      .author_url = *c->url ? c->url : NULL,
      .url = arena_join(a, path, "#comment-", id, NULL),
  };
  enum err e =
      html_scrollable(a, c->html, message_get(lang, MESSAGE_table), &v.body_html);
  if (e)
    return e;
  clock_iso(c->created_at, iso);
  v.written.iso = arena_strdup(a, iso);
  v.written.text = message_day_time(a, lang, c->created_at);
  if (can_reply) {
    /* "?replytocom=" is WordPress's parameter. The link works without JavaScript: the
     * page it leads to has the form for a reply. */
    v.reply_url = arena_join(a, path, "?replytocom=", id, "#respond", NULL);
    v.reply_label =
        message_format(a, lang, MESSAGE_reply_label, "NAME", c->author, NULL);
  }
  if (!v.url || !v.written.iso || !v.written.text ||
      (can_reply && (!v.reply_url || !v.reply_label)))
    return ERR_NOMEM;
  *out = v;
  return OK;
}

/* The approved comments and `held`, by ID: comments are threaded in the order in which
 * they were written. */
static enum err article_comments_read(struct site *site, struct arena *a,
    int64_t article, const struct comment *held, struct comment **out, size_t *count) {
  enum err e = comment_approved(site->db, a, article, out, count);
  if (e || !held)
    return e;
  /* comment_approved leaves space for one more. */
  size_t at = *count;
  /* From the end, because a comment that waits is usually one of the newest. */
  while (at && (*out)[at - 1].id > held->id)
    at--;
  memmove(*out + at + 1, *out + at, (*count - at) * sizeof **out);
  (*out)[at] = *held;
  ++*count;
  return OK;
}

enum err article_comments_fill(struct site *site, struct arena *a, const char *path,
    const struct article *article, const struct comment *held,
    struct view_article_page *out) {
  struct comment *comments = NULL;
  struct thread_entry *places = NULL;
  size_t n = 0;
  int max_depth = (int)site->settings.max_depth;
  bool is_open = closing_is_open(site, article, clock_now());
  enum err e = article_comments_read(site, a, article->id, held, &comments, &n);
  if (!e)
    e = thread_order(a, comments, n, max_depth, &places);
  if (e)
    return e;
  struct view_comment *views = arena_array(a, n + 1, sizeof *views);
  if (!views)
    return ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    const struct comment *c = &comments[places[i].index];
    bool is_held = held && c->id == held->id;
    /* A reply deeper than max_depth would be shown as a reply to another comment. */
    bool can_reply = is_open && !is_held && places[i].depth < max_depth;
    e = article_comments_fill_one(
        site, a, path, c, places[i].depth, can_reply, &views[i]);
    views[i].held = is_held;
  }
  out->comments = views;
  out->comment_count = n;
  if (article->comment_count)
    /* Counts the public comments. A held one is shown to its author only. */
    out->comments_heading =
        message_count(a, site->settings.language, MESSAGE_comments_zero,
            MESSAGE_thoughts_one, MESSAGE_thoughts_many, article->comment_count);
  return e;
}
