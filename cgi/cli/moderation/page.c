/* How it works: each field is a line of its own that begins with a word of ours. A
 * terminal that reorders right-to-left text does so within a line, so that a name in
 * Arabic, say, cannot change the order of anything else. */
#include "cli/moderation/page.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"

/* A screen of fewer rows has no place for everything. */
enum { PAGE_SMALL = 20 };

/* What page_make writes to. */
struct page_writer {
  struct arena *arena;
  const struct item *item;
  size_t columns, rows;
  bool ascii;
  struct page *page;
};

const char *page_status(enum comment_status status) {
  static const char *const names[] = {[COMMENT_APPROVE] = "approved",
      [COMMENT_HOLD] = "held",
      [COMMENT_SPAM] = "spam",
      [COMMENT_TRASH] = "in the trash"};
  return names[status];
}

static enum err page_add(struct page_writer *w, const char *text) {
  if (!text)
    return ERR_NOMEM;
  return text_wrap(w->arena, text, w->columns, w->ascii, &w->page->lines);
}

static enum err page_add_cut(struct page_writer *w, const char *text) {
  const char *line = text ? text_cut(w->arena, text, w->columns, w->ascii) : NULL;
  return page_add(w, line);
}

static enum err page_add_blank(struct page_writer *w) {
  return page_add(w, "");
}

static enum err page_add_heading(struct page_writer *w) {
  const struct item *i = w->item;
  enum err e = page_add_cut(w, arena_printf(w->arena, "On: %s", i->title));
  if (!e)
    e = page_add(w, arena_printf(w->arena, "From: %s", i->comment.author));
  w->page->strong = w->page->lines.count;
  return e;
}

/* As in lists of comments: the local time, with its distance from UTC. */
static const char *page_time(struct arena *a, int64_t t) {
  time_t seconds = (time_t)(t / CLOCK_SECOND);
  struct tm local;
  char text[40];
  if (!localtime_r(&seconds, &local) ||
      !strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local))
    return "";
  return arena_strdup(a, text);
}

static enum err page_add_reason(struct page_writer *w) {
  const struct comment_verdict *v = &w->item->verdict;
  char score[40] = "";
  if (v->score >= 0)
    snprintf(score, sizeof score, "%sScore: %d %% spam", *v->rule ? "  " : "",
        (int)(v->score * 100 + 0.5));
  if (!*v->rule && !*score)
    return OK;
  return page_add(w, arena_join(w->arena, *v->rule ? "Reason: " : "", v->rule,
                         *v->detail ? ": " : "", v->detail, score, NULL));
}

static enum err page_add_sender(struct page_writer *w) {
  const struct comment *c = &w->item->comment;
  const char *date = page_time(w->arena, c->created_at);
  enum err e = OK;
  if (*w->item->email)
    e = page_add(w, arena_printf(w->arena, "Email: %s", w->item->email));
  if (!e && *c->url)
    e = page_add(w, arena_printf(w->arena, "Website: %s", c->url));
  if (!e)
    e = date ? page_add(w, arena_printf(w->arena, "Date: %s  ID: %lld  Status: %s",
                               date, (long long)c->id, page_status(c->status)))
             : ERR_NOMEM;
  return e;
}

/* Why the score is what it is. */
static enum err page_add_words(struct page_writer *w) {
  const char *words = w->item->verdict.words;
  if (!words || !*words)
    return OK;
  return page_add_cut(w, arena_printf(w->arena, "Words: %s", words));
}

static enum err page_add_parent(struct page_writer *w) {
  const struct item *i = w->item;
  if (!i->parent_author)
    return OK;
  return page_add_cut(w,
      arena_join(w->arena, "Reply to: ", i->parent_author, ": ", i->parent_text, NULL));
}

static enum err page_add_network(struct page_writer *w) {
  const struct item *i = w->item;
  char counts[200] = "";
  size_t used = 0;
  int64_t total = 0;
  if (!i->has_network)
    return OK;
  for (int s = COMMENT_APPROVE; s <= COMMENT_TRASH; s++) {
    if (!i->others[s])
      continue;
    used += (size_t)snprintf(counts + used, sizeof counts - used, "%s%lld %s",
        total ? ", " : ": ", (long long)i->others[s],
        page_status((enum comment_status)s));
    total += i->others[s];
  }
  enum err e = total ? page_add(w, arena_printf(w->arena, "Network: %lld other%s%s",
                                       (long long)total, total == 1 ? "" : "s", counts))
                     : page_add(w, "Network: no other comment");
  for (size_t n = 0; !e && n < i->newest_count; n++)
    e = page_add_cut(w, arena_join(w->arena, "  ", page_status(i->newest[n].status),
                            ": ", i->newest[n].source, NULL));
  return e;
}

static enum err page_add_text(struct page_writer *w) {
  enum err e = page_add_blank(w);
  return e ? e : page_add(w, w->item->comment.source);
}

enum err page_make(struct arena *a, const struct item *item, size_t columns,
    size_t rows, bool ascii, struct page *out) {
  typedef enum err part(struct page_writer *);
  static part *const large[] = {page_add_heading, page_add_sender, page_add_reason,
      page_add_words, page_add_parent, page_add_network, page_add_text, NULL};
  static part *const small[] = {page_add_heading, page_add_reason, page_add_text,
      page_add_blank, page_add_words, page_add_sender, page_add_parent,
      page_add_network, NULL};
  struct page page = {.strong = 0};
  struct page_writer w = {a, item, columns, rows, ascii, &page};
  enum err e = OK;
  for (part *const *p = rows < PAGE_SMALL ? small : large; !e && *p; p++)
    e = (*p)(&w);
  if (!e)
    *out = page;
  return e;
}
