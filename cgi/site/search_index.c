#include "site/search_index.h"

#include <limits.h>

#include "base/limits.h"
#include "store/article.h"
#include "store/gate.h"
#include "store/search.h"
#include "text/search_text.h"

enum { INDEX_MEMORY = 4 * LIMIT_HTML };

static enum err put(struct store *s, struct arena *a, const struct article *r) {
  struct article_body body;
  struct buf headings = {0}, words = {0};
  enum err e = article_read_body(s, a, r->id, &body);
  if (!e)
    e = search_text_from_html(body.html, &headings, &words);
  if (!e) {
    const struct search_text text = {r->title, buf_text(&headings), buf_text(&words)};
    e = search_put(s, r->id, r->published_at ? r->published_at : r->created_at, &text);
  }
  buf_free(&headings);
  buf_free(&words);
  return e;
}

static enum err index_one(struct store *s, struct arena *a, int64_t id) {
  struct article r;
  enum err e = article_by_id(s, a, id, &r);
  if (!e)
    e = put(s, a, &r);
  else if (e == ERR_NOT_FOUND)
    e = search_remove(s, id);
  return e ? e : search_drop_due(s, id);
}

enum err search_index_due(struct store *s, bool *left) {
  int64_t id = 0;
  enum err e = search_next_due(s, &id);
  *left = false;
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  struct arena *a = arena_new(INDEX_MEMORY);
  e = a ? search_begin(s) : ERR_NOMEM;
  for (int i = 0; !e && i < SEARCH_INDEX_BATCH; i++) {
    arena_reset(a);
    e = index_one(s, a, id);
    if (!e)
      e = search_next_due(s, &id);
  }
  arena_free(a);
  *left = !e;
  return e == ERR_NOT_FOUND ? OK : e;
}

static enum err index_batch(struct store *s, void *context) {
  return search_index_due(s, context);
}

enum err search_index_rest(struct store *s, int most, int *done) {
  int64_t id;
  bool left = true;
  *done = 0;
  enum err e = search_next_due(s, &id);
  for (; !e && left && *done < most; ++*done)
    e = gate_write(s, index_batch, &left);
  return e == ERR_NOT_FOUND ? OK : e;
}

static enum err mend(struct store *s, void *context) {
  const bool *current = context;
  enum err e = *current ? OK : search_renew(s);
  return e ? e : search_mend(s);
}

enum err search_index_upgrade(struct store *s) {
  bool current = false;
  int done;
  enum err e = search_is_current(s, &current);
  if (!e)
    e = gate_write(s, mend, &current);
  return e ? e : search_index_rest(s, INT_MAX, &done);
}
