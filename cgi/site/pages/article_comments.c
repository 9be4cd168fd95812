#include "site/pages/article_comments.h"

#include <string.h>

#include "base/clock.h"
#include "base/number_text.h"
#include "markup/html/html_scrollable.h"
#include "site/comments/comment_location.h"
#include "site/comments/comment_paging.h"
#include "site/comments/comment_path.h"
#include "site/comments/comment_thread.h"
#include "site/comments/own_link.h"
#include "site/pages/comment_avatar.h"
#include "site/pages/comment_fold.h"
#include "site/pages/pager.h"
#include "view/messages.h"

/* A page while it is filled. */
struct article_filling {
  struct site *site;
  struct arena *arena;
  const struct article_comments *page;
  int64_t number, pages;
  size_t *place; /* by index in the thread: place on this page, from 1; 0: elsewhere */
  struct view_comment *items;         /* of this page */
  const struct thread_entry *entries; /* likewise */
  bool is_open;
  struct comment parent; /* the last one that was on another page */
};

/* ---- One comment ---- */

/* The address of a comment changes with the thread, if that has several pages: then its
 * link is the one that always leads to it. */
static const char *article_comments_url(
    const struct article_filling *f, const struct comment *c, bool is_held) {
  if (f->pages > 1 && !is_held)
    return comment_path_permanent(f->arena, c->id);
  return arena_printf(f->arena, "%s#comment-%lld", f->page->path, (long long)c->id);
}

static enum err article_comments_add_reply(const struct article_filling *f,
    const struct comment *c, const char *id, struct view_comment *v) {
  /* "?replytocom=" is WordPress's parameter. The link works without JavaScript: the
   * page it leads to has the form for a reply. */
  v->reply_url =
      arena_join(f->arena, f->page->path, "?replytocom=", id, "#respond", NULL);
  v->reply_label = message_format(f->arena, f->site->settings.language,
      MESSAGE_reply_label, "NAME", c->author, NULL);
  return v->reply_url && v->reply_label ? OK : ERR_NOMEM;
}

/* A thread that began on another page would be cut off here without a word. Here, only
 * replies deeper than max_depth are next to the comment that they reply to. */
static enum err article_comments_add_parent(struct article_filling *f,
    const struct thread_entry *entry, struct view_comment *v) {
  int64_t id = f->page->thread.comments[entry->parent].id;
  size_t place = f->place[entry->parent];
  if (place && f->entries[place - 1].depth < entry->depth)
    return OK;
  if (place) {
    v->parent = f->items[place - 1].author;
    v->parent_url = arena_printf(f->arena, "#comment-%lld", (long long)id);
    return v->parent_url ? OK : ERR_NOMEM;
  }
  enum err e =
      f->parent.id == id ? OK : comment_shown(f->site->db, f->arena, id, &f->parent);
  v->parent_url = e ? NULL : comment_path_permanent(f->arena, id);
  v->parent = f->parent.author;
  return e || v->parent_url ? e : ERR_NOMEM;
}

static const char *article_comments_mention(const char *lang, const struct comment *c) {
  static const struct {
    const char *mention;
    enum message text;
  } all[] = {{"reply", MESSAGE_mention_reply}, {"like", MESSAGE_mention_like},
      {"repost", MESSAGE_mention_repost}, {"mention", MESSAGE_mention_link}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (strcmp(c->mention, all[i].mention) == 0)
      return message_get(lang, all[i].text);
  return NULL;
}

static enum err article_comments_fill_one(
    struct article_filling *f, const struct comment *c, struct view_comment *v) {
  const char *lang = f->site->settings.language;
  char iso[CLOCK_ISO];
  v->id = c->id;
  v->author = c->author;
  v->by_author = c->by_author;
  v->mention = article_comments_mention(lang, c);
  v->revised = c->revised_at != 0;
  /* The table has '' for none, and views have NULL. */
  v->author_url = *c->url ? c->url : NULL;
  v->url = article_comments_url(f, c, v->held);
  enum err e =
      f->site->settings.avatars ? comment_avatar(f->arena, c->author, &v->avatar) : OK;
  if (!e)
    e = html_scrollable(
        f->arena, c->html, message_get(lang, MESSAGE_table), &v->body_html);
  if (e)
    return e;
  clock_iso(c->created_at, iso);
  v->written.iso = arena_strdup(f->arena, iso);
  v->written.text = message_day_time(f->arena, lang, c->created_at);
  return v->url && v->written.iso && v->written.text ? OK : ERR_NOMEM;
}

/* For its sender only: the page is private. */
static enum err article_comments_add_own(
    const struct article_filling *f, struct view_comment *v) {
  const struct comment *own = f->page->own;
  const char *lang = f->site->settings.language;
  const char *token = own_link_token(f->site, f->arena, own);
  const char *until = message_day_time(f->arena, lang, own_link_until(f->site, own));
  if (!token || !until)
    return ERR_NOMEM;
  v->edit_url = arena_join(f->arena, OWN_LINK_PATH "?t=", token, NULL);
  v->withdraw_url =
      arena_join(f->arena, OWN_LINK_PATH "?t=", token, "&do=withdraw", NULL);
  v->own_note = message_format(f->arena, lang, MESSAGE_own_until, "TIME", until, NULL);
  return v->edit_url && v->withdraw_url && v->own_note ? OK : ERR_NOMEM;
}

static enum err article_comments_add(struct article_filling *f,
    const struct thread_entry *entry, struct view_comment *out) {
  const struct comment *held = f->page->held;
  int64_t id = f->page->thread.comments[entry->index].id;
  struct view_comment v = {.depth = entry->depth, .held = held && held->id == id};
  struct comment c;
  char number[NUMBER_TEXT];
  enum err e = OK;
  if (v.held)
    c = *held;
  else
    e = comment_shown(f->site->db, f->arena, id, &c);
  if (!e)
    e = article_comments_fill_one(f, &c, &v);
  /* A reply deeper than max_depth would be shown as a reply to another comment. */
  if (!e && f->is_open && !v.held && entry->depth < f->site->settings.max_depth)
    e = article_comments_add_reply(f, &c, number_text(id, 1, number), &v);
  if (!e && f->page->own && f->page->own->id == id)
    e = article_comments_add_own(f, &v);
  if (!e && entry->parent != THREAD_TOP)
    e = article_comments_add_parent(f, entry, &v);
  if (!e)
    *out = v;
  return e;
}

/* ---- All of a page ---- */

static enum err article_comments_fold(struct article_filling *f, size_t n) {
  const struct settings *c = &f->site->settings;
  size_t from = 0;
  for (size_t i = 0; i < n; i++) {
    size_t count = comment_fold(f->entries, n, i, from, c->fold_replies);
    if (!count)
      continue;
    f->items[i].fold_label =
        message_count(f->arena, c->language, MESSAGE_more_replies, (int64_t)count);
    if (!f->items[i].fold_label)
      return ERR_NOMEM;
    from = i + count;
  }
  return OK;
}

static enum err article_comments_fill_items(
    struct article_filling *f, struct view_comments *out) {
  const struct settings *c = &f->site->settings;
  int64_t first = 0, n = 0;
  comment_paging_slice(c, (int64_t)f->page->thread.count, f->number, &first, &n);
  struct thread_entry *entries = f->page->thread.entries + first;
  struct view_comment *items = arena_array(f->arena, (size_t)n + 1, sizeof *items);
  f->place = arena_array(f->arena, f->page->thread.count + 1, sizeof *f->place);
  if (!items || !f->place)
    return ERR_NOMEM;
  enum err e = c->newest_first ? thread_reverse(f->arena, entries, (size_t)n) : OK;
  for (size_t i = 0; i < f->page->thread.count; i++)
    f->place[i] = 0;
  for (int64_t i = 0; i < n; i++)
    f->place[entries[i].index] = (size_t)i + 1;
  f->items = items;
  f->entries = entries;
  for (int64_t i = 0; !e && i < n; i++)
    e = article_comments_add(f, &entries[i], &items[i]);
  if (!e)
    e = article_comments_fold(f, (size_t)n);
  out->items = items;
  out->count = (size_t)n;
  return e;
}

static const char *article_comments_page_url(
    const void *context, struct arena *a, int64_t number) {
  const struct article_filling *f = context;
  int64_t n = (int64_t)f->page->thread.count;
  /* With the newest comments first, the last page is the article's own. */
  if (number == PAGER_LAST && f->site->settings.newest_first)
    number = f->pages;
  const char *path = comment_location_number(f->site, a, f->page->article, n, number);
  /* Only the article has something above its comments. */
  bool is_home = number == comment_paging_home(&f->site->settings, n);
  return path && is_home ? arena_join(a, path, "#comments", NULL) : path;
}

/* The article changes with every comment, because it shows their number: it can show
 * the number of pages as well. On the other pages that would be the only thing to
 * change when a page is added, and evict them all (comment_change.c). */
static enum err article_comments_fill_pager(
    struct article_filling *f, struct view_pager *out) {
  const char *lang = f->site->settings.language;
  bool newest_first = f->site->settings.newest_first;
  const char *older = message_get(lang, MESSAGE_comments_older);
  const char *newer = message_get(lang, MESSAGE_comments_newer);
  const struct pager pager = {
      .number = f->number,
      .pages = f->pages,
      .before = newest_first ? newer : older,
      .after = newest_first ? older : newer,
      .last = f->page->number ? message_get(lang, MESSAGE_comments_newest) : NULL,
      .descending = newest_first,
      .url = article_comments_page_url,
      .context = f,
  };
  return pager_fill(f->arena, &pager, out);
}

/* A held one is shown to its author only. */
int64_t article_comments_total(const struct article_comments *page) {
  return (int64_t)page->thread.count - (page->held != NULL);
}

static enum err article_comments_fill_heading(
    struct article_filling *f, struct view_comments *out) {
  const char *lang = f->site->settings.language;
  char number[NUMBER_TEXT];
  out->total = article_comments_total(f->page);
  if (f->page->number)
    out->heading = message_format(f->arena, lang, MESSAGE_comments_page, "NUMBER",
        number_text(f->number, 1, number), NULL);
  else if (out->total)
    out->heading = message_count(f->arena, lang, MESSAGE_thoughts, out->total);
  else
    return OK;
  return out->heading ? OK : ERR_NOMEM;
}

enum err article_comments_find(
    struct site *site, struct arena *a, struct article_comments *page) {
  struct comment_place place = {0};
  if (page->held)
    place = (struct comment_place){page->held->id, page->held->parent_id};
  return comment_thread_read(
      site, a, page->article->id, page->held ? &place : NULL, &page->thread);
}

enum err article_comments_fill(struct site *site, struct arena *a,
    const struct article_comments *page, struct view_comments *out) {
  const struct settings *c = &site->settings;
  struct article_filling f = {
      .site = site, .arena = a, .page = page, .is_open = out->form != NULL};
  int64_t n = (int64_t)page->thread.count;
  f.pages = comment_paging_pages(c, n);
  f.number = page->number ? page->number : comment_paging_home(c, n);
  /* The page was found in the same read transaction. */
  if (f.number > f.pages)
    return ERR_INTERNAL;
  out->find_url = assets_url(site->assets, "comments.js");
  enum err e = article_comments_fill_items(&f, out);
  if (!e)
    e = article_comments_fill_pager(&f, &out->pager);
  return e ? e : article_comments_fill_heading(&f, out);
}
