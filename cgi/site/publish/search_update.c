#include "site/publish/search_update.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/live.h"
#include "db/search/search_index.h"
#include "db/search/search_types.h"
#include "db/txn.h"
#include "markup/html/search_text.h"
#include "site/publish/related_update.h"

/* For source and HTML of one article, each of up to LIMIT_HTML bytes, and its row. */
enum { INDEX_MEMORY = 4 * LIMIT_HTML + 2 * LIMIT_LIVE_BYTES };

/* Cuts the text after at most `most` bytes, at a character boundary. */
static void search_update_cut(struct buf *text, size_t most) {
  if (text->len <= most)
    return;
  text->len = utf8_head(text->data, most);
  text->data[text->len] = '\0';
}

/* The updates of a live post, after its own text. Each begins with a line of its own,
 * so that no phrase spans two of them. */
static enum err search_update_add_live(struct db *s, struct arena *a, int64_t id,
    struct buf *headings, struct buf *words) {
  struct live_update *updates = NULL;
  size_t n = 0;
  enum err e = live_update_list(s, a, id, false, &updates, &n);
  for (size_t i = 0; !e && i < n; i++) {
    buf_putc(headings, '\n');
    buf_puts(headings, updates[i].title);
    buf_putc(headings, '\n');
    buf_putc(words, '\n');
    e = search_text_from_html(updates[i].html, headings, words);
  }
  return e;
}

static enum err search_update_put(
    struct db *s, struct arena *a, const struct article *r) {
  struct article_body body;
  struct buf headings = {0}, words = {0};
  enum err e = article_body_read(s, a, r->id, &body);
  if (!e)
    e = search_text_from_html(body.html, &headings, &words);
  if (!e && r->type != ARTICLE_PAGE)
    e = search_update_add_live(s, a, r->id, &headings, &words);
  if (!e) {
    search_update_cut(&words, SEARCH_BODY);
    search_update_cut(&headings, SEARCH_BODY);
    const struct search_text text = {r->title, buf_text(&headings), buf_text(&words)};
    /* A draft may have no date yet: it is indexed at the time of its creation. */
    e = search_index_put(
        s, r->id, r->published_at ? r->published_at : r->created_at, &text);
  }
  buf_free(&headings);
  buf_free(&words);
  return e;
}

static enum err search_update_index_one(struct db *s, struct arena *a, int64_t id) {
  struct article r;
  enum err e = article_by_id(s, a, id, &r);
  if (!e)
    e = search_update_put(s, a, &r);
  if (!e)
    e = related_update_set(s, a, &r);
  /* Another program has deleted the article: its row in the index is all that is
   * left. */
  else if (e == ERR_NOT_FOUND)
    e = search_index_remove(s, id);
  return e ? e : search_index_drop_due(s, id);
}

const struct work_queue search_queue = {
    search_index_next_due, search_index_begin, search_update_index_one, INDEX_MEMORY};

/* A rebuild reads the texts that FTS5 has stored; repairing finds articles and rows
 * that lack each other. Both in one transaction: no reader sees half an index. */
static enum err search_update_repair(struct db *s, void *context) {
  const bool *current = context;
  enum err e = *current ? OK : search_index_rebuild(s);
  return e ? e : search_index_repair(s);
}

enum err search_update_upgrade(struct db *s) {
  bool current = false;
  enum err e = search_index_is_current(s, &current);
  return e ? e : txn_write(s, search_update_repair, &current);
}
