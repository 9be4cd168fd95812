/* Whether an item has changed is decided by a hash of what would be saved, and not by
 * one of the item, which also contains metadata of plugins, such as counters, that
 * differs in each export. */
#include "import/wordpress/import_wxr_item.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "import/common/import_batch.h"
#include "import/common/import_report.h"
#include "import/common/import_rich.h"
#include "import/files/import_media.h"
#include "import/wordpress/import_wxr_article.h"
#include "import/wordpress/import_wxr_comments.h"
#include "import/wordpress/import_wxr_text.h"
#include "site/publish/article_finish.h"

static void import_wxr_item_add_list(struct buf *b, const struct front_matter_list *l) {
  for (size_t i = 0; i < l->count; i++)
    buf_printf(b, "%s\n", l->items[i]);
  buf_putc(b, '\n');
}

/* A hash of everything that is saved, except the permalinks of other articles, which
 * change without the file. */
static enum err import_wxr_item_hash(const struct import_work *w,
    const struct article_input *d, const struct import_comments *comments, bool dated,
    const uint8_t *content, uint8_t out[CRYPT_HASH]) {
  struct buf b = {0};
  /* A date that is missing in the item is today's, and would make the item a changed
   * one each day. */
  buf_printf(&b, "%d %d %d %" PRId64 " %" PRId64 " %" PRId64 " %d %d %" PRId64 "\n",
      IMPORT_WXR_RENDERER, d->type, d->status, dated ? d->published_at : 0,
      dated ? d->updated_at : 0, d->menu_order, d->sticky, d->comments_open,
      d->parent_id);
  buf_printf(&b, "%s\n%s\n%s\n%s\n", d->slug ? d->slug : "", d->title, d->author,
      d->excerpt ? d->excerpt : "");
  buf_add(&b, (const char *)content, CRYPT_HASH);
  import_wxr_item_add_list(&b, &d->categories);
  import_wxr_item_add_list(&b, &d->tags);
  import_wxr_item_add_list(&b, &d->term_slugs);
  import_wxr_item_add_list(&b, &d->former);
  for (size_t i = 0; i < comments->count; i++) {
    const struct import_comment *item = &comments->items[i];
    const struct comment *c = &item->comment;
    buf_printf(&b, "%" PRId64 " %" PRId64 " %d %s %" PRId64 "\n%s\n%s\n%s\n%s\n",
        item->local, item->local_parent, c->status, c->type, c->created_at, c->author,
        item->email, c->url, c->source);
  }
  for (size_t i = 0; i < w->picture_count; i++)
    buf_printf(&b, "%s %" PRId64 " %" PRId64 "\n", w->pictures[i].name,
        w->pictures[i].size, w->pictures[i].changed);
  enum err e = buf_status(&b);
  crypt_hash(buf_text(&b), b.len, out);
  buf_free(&b);
  return e;
}

/* Finds the article of the item and prepares it if it is new or changed. */
static enum err import_wxr_item_match(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct import_ready *r, uint8_t *digest) {
  struct article old = {0};
  char *key = wxr_tables_key(x->tables, w->arena, item->guid, item->id);
  if (!key)
    return ERR_NOMEM;
  enum err e = article_by_source(w->run->site->db, w->arena, key, &old);
  if (e && e != ERR_NOT_FOUND)
    return e;
  if (e && w->run->again)
    return OK; /* it was refused the first time */
  if (!e && memcmp(old.source_hash, digest, CRYPT_HASH) == 0) {
    if (!import_media_copy(w, true))
      import_report_notes(w);
    import_report_event(w, IMPORT_UNCHANGED, 0, "");
    return OK;
  }
  r->event = e ? IMPORT_CREATED : IMPORT_UPDATED;
  r->draft.id = e ? 0 : old.id;
  r->draft.source_key = key;
  e = import_rich(w, &r->draft);
  if (!e)
    e = article_finish(w->arena, &r->draft);
  if (e)
    return e;
  if (!import_media_copy(w, false))
    digest[CRYPT_HASH - 1] ^= 1; /* so that the next run tries again */
  r->draft.source_hash = digest;
  r->draft.command = "import";
  r->work = w;
  import_batch_add(w->run, r);
  return OK;
}

enum err import_wxr_item(
    struct import_wxr *x, struct import_work *w, const struct wxr_item *item) {
  struct import_ready *r = arena_alloc(w->arena, sizeof *r);
  uint8_t *digest = arena_alloc(w->arena, CRYPT_HASH), content[CRYPT_HASH];
  int64_t date;
  if (!r || !digest)
    return ERR_NOMEM;
  enum err e = import_wxr_article(x, w, item, &r->draft, content);
  /* An ignored item has been counted. */
  if (e == ERR_NOT_FOUND)
    return OK;
  bool dated = import_wxr_text_date(item->date_gmt, item->date, &date);
  if (!e)
    e = import_wxr_comments(x, w, item, &r->comments);
  if (!e)
    e = import_wxr_item_hash(w, &r->draft, &r->comments, dated, content, digest);
  return e ? e : import_wxr_item_match(x, w, item, r, digest);
}
