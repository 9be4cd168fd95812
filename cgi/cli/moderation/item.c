#include "cli/moderation/item.h"

#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_admin.h"
#include "db/model/comment_queue.h"

static enum err item_read_parent(struct db *s, struct arena *a, struct item *item) {
  struct comment parent;
  if (!item->comment.parent_id)
    return OK;
  enum err e = comment_by_id(s, a, item->comment.parent_id, &parent);
  if (e)
    return e;
  item->parent_author = parent.author;
  item->parent_text = parent.source;
  return OK;
}

static enum err item_read_network(struct db *s, struct arena *a, struct item *item) {
  uint8_t network[CRYPT_HASH];
  enum err e = comment_queue_network(s, item->comment.id, network, &item->has_network);
  if (e || !item->has_network)
    return e;
  return comment_queue_others(s, a, network, item->comment.id, ITEM_OTHERS,
      item->others, &item->newest, &item->newest_count);
}

static enum err item_read_all(
    struct db *s, struct arena *a, int64_t id, struct item *item) {
  struct article article = {0};
  enum err e = comment_by_id(s, a, id, &item->comment);
  if (!e)
    e = article_by_id(s, a, item->comment.article_id, &article);
  if (!e)
    e = comment_admin_email(s, a, id, &item->email);
  if (!e)
    e = comment_verdict_get(s, a, id, &item->verdict);
  if (!e)
    e = item_read_parent(s, a, item);
  if (!e)
    e = item_read_network(s, a, item);
  item->title = article.title;
  return e;
}

enum err item_read(struct site *site, struct arena *a, int64_t id, struct item *out) {
  struct item item = {.title = NULL};
  enum err e = db_read_begin(site->db);
  if (e)
    return e;
  e = item_read_all(site->db, a, id, &item);
  /* Ended before the comment is shown: a snapshot that lasts as long as somebody reads
   * would keep the write-ahead log from being reset. */
  db_read_end(site->db);
  if (!e)
    *out = item;
  return e;
}
