/* Unlike NAME.comments.json, an export is not written by its owner, who could not
 * correct a comment in it. So nothing here is an error: a field that is not valid is
 * dropped, a comment that cannot be shown is left out and counted, and replies to it
 * move up to its parent. */
#include "import/wordpress/import_wxr_comments.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "import/common/import_comment_list.h"
#include "import/common/import_report.h"
#include "import/wordpress/import_wxr_left.h"
#include "import/wordpress/import_wxr_text.h"
#include "markup/html/html_plain.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_render.h"

/* The state of reading, and which comments are left out, so that replies to them move
 * up. */
struct reader {
  struct import_wxr *wxr;
  struct arena *arena;
  struct import_comment *skipped;
  size_t skipped_count;
  int64_t last_date; /* of the comment before this one, or of the article */
};

static bool import_wxr_comments_take_type(struct comment *c, const char *type) {
  static const char *const types[] = {"comment", "pingback", "trackback", "webmention"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    /* Old versions of WordPress leave the type of a comment empty. */
    if (strcmp(types[i], *type ? type : "comment") == 0) {
      c->type = types[i];
      return true;
    }
  return false;
}

static void import_wxr_comments_take_status(struct comment *c, const char *approved) {
  static const struct {
    const char *theirs;
    enum comment_status ours;
  } words[] = {{"1", COMMENT_APPROVE}, {"approve", COMMENT_APPROVE},
      {"approved", COMMENT_APPROVE}, {"spam", COMMENT_SPAM}, {"trash", COMMENT_TRASH}};
  c->status = COMMENT_HOLD; /* also of a post in the trash */
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i].theirs, approved) == 0)
      c->status = words[i].ours;
}

/* WordPress allows empty names, and stores names as HTML. */
static enum err import_wxr_comments_take_author(
    struct reader *r, struct comment *c, const struct wxr_comment *from) {
  enum err e = html_plain(r->arena, from->author, &c->author);
  if (e == ERR_NOMEM)
    return e;
  enum comment_fault fault =
      e ? COMMENT_FAULT_AUTHOR_MISSING : comment_fields_author(c->author);
  if (fault == COMMENT_FAULT_AUTHOR_MISSING) {
    c->author = "Anonymous";
  } else if (fault != COMMENT_FAULT_NONE) {
    import_wxr_left_add(r->wxr, from->line,
        "names of commenters that are too long or cannot be shown (\"Anonymous\" instead)");
    c->author = "Anonymous";
  }
  return OK;
}

static enum err import_wxr_comments_take_contact(
    struct reader *r, struct import_comment *item, const struct wxr_comment *from) {
  item->email = comment_fields_trim(r->arena, from->email);
  item->comment.url = comment_fields_trim(r->arena, from->url);
  if (!item->email || !item->comment.url)
    return ERR_NOMEM;
  if (*item->email && comment_fields_email(item->email) != COMMENT_FAULT_NONE) {
    import_wxr_left_add(r->wxr, from->line, "invalid email addresses of commenters");
    item->email = "";
  }
  /* What the form of old versions of WordPress contained before a reader typed
   * anything. */
  if (strcmp(item->comment.url, "http://") == 0 ||
      strcmp(item->comment.url, "https://") == 0)
    item->comment.url = "";
  if (comment_fields_url(item->comment.url) != COMMENT_FAULT_NONE) {
    import_wxr_left_add(r->wxr, from->line, "invalid websites of commenters");
    item->comment.url = "";
  }
  return OK;
}

/* Returns ERR_INVALID for a comment that is left out. */
static enum err import_wxr_comments_read_one(
    struct reader *r, const struct wxr_comment *from, struct import_comment *item) {
  struct comment *c = &item->comment;
  char *source = import_wxr_text_clean(r->arena, from->content);
  /* The IDs are read first, because replies to a comment that is left out need its
   * parent. */
  item->local = strtoll(from->id, NULL, 10);
  item->local_parent = strtoll(from->parent, NULL, 10);
  c->source = source;
  c->source_key = arena_printf(r->arena, "%lld", (long long)item->local);
  if (!source || !c->source_key)
    return ERR_NOMEM;
  if (item->local <= 0) {
    import_wxr_left_add(r->wxr, from->line, "comments without an ID");
    return ERR_INVALID;
  }
  if (!import_wxr_comments_take_type(c, from->type)) {
    import_wxr_left_add(
        r->wxr, from->line, "comments of the type \"%.40s\"", from->type);
    return ERR_INVALID;
  }
  if (comment_fields_text(source) != COMMENT_FAULT_NONE) {
    import_wxr_left_add(r->wxr, from->line,
        "comments that are empty or over %d characters long", LIMIT_COMMENT);
    return ERR_INVALID;
  }
  import_wxr_comments_take_status(c, from->approved);
  if (!import_wxr_text_date(from->date_gmt, from->date, &c->created_at)) {
    import_wxr_left_add(r->wxr, from->line,
        "invalid dates of comments, which get that of the comment before them, or of the"
        " article");
    c->created_at = r->last_date;
  }
  r->last_date = c->created_at;
  enum err e = import_wxr_comments_take_author(r, c, from);
  if (!e)
    e = import_wxr_comments_take_contact(r, item, from);
  return e ? e : comment_render_html(r->arena, c);
}

/* The parent of a comment, skipping those that are left out. */
static int64_t import_wxr_comments_parent_of(const struct reader *r, int64_t parent) {
  bool moved = parent && r->skipped_count;
  /* Each round replaces a parent that is left out. The number of rounds is limited,
   * because damaged data may contain a circle. */
  for (size_t rounds = 0; moved && rounds <= r->skipped_count; rounds++) {
    moved = false;
    for (size_t i = 0; i < r->skipped_count; i++)
      if (r->skipped[i].local == parent) {
        parent = r->skipped[i].local_parent;
        moved = true;
      }
  }
  return parent;
}

static int import_wxr_comments_by_date(const void *a, const void *b) {
  const struct import_comment *x = a, *y = b;
  if (x->comment.created_at != y->comment.created_at)
    return x->comment.created_at < y->comment.created_at ? -1 : 1;
  /* The ID decides between comments of the same time, so that the order is the same in
   * each run. */
  return x->local < y->local ? -1 : x->local > y->local;
}

enum err import_wxr_comments(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct import_comments *out) {
  enum { MOST_SKIPPED = 500 };
  struct import_comments all = {0};
  struct reader r = {.wxr = x, .arena = w->arena};
  size_t n = 0;
  for (const struct wxr_comment *c = item->comments; c; c = c->next)
    n++;
  all.items = arena_array(w->arena, n + 1, sizeof *all.items);
  r.skipped = arena_array(w->arena, n + 1, sizeof *r.skipped);
  if (!all.items || !r.skipped)
    return ERR_NOMEM;
  if (!import_wxr_text_date(item->date_gmt, item->date, &r.last_date))
    r.last_date = 0;
  for (const struct wxr_comment *c = item->comments; c; c = c->next) {
    struct import_comment *at = &all.items[all.count];
    *at = (struct import_comment){0};
    enum err e = import_wxr_comments_read_one(&r, c, at);
    if (e == ERR_NOMEM)
      return e;
    if (!e)
      all.count++;
    else if (r.skipped_count < MOST_SKIPPED)
      r.skipped[r.skipped_count++] = *at;
  }
  for (size_t i = 0; i < all.count; i++)
    all.items[i].local_parent =
        import_wxr_comments_parent_of(&r, all.items[i].local_parent);
  /* IDs are assigned in this order, and a list of comments is shown by them. */
  qsort(all.items, all.count, sizeof *all.items, import_wxr_comments_by_date);
  enum err e = import_comment_list_arrange(w->arena, &all, NULL);
  if (!e)
    *out = all;
  return e;
}
