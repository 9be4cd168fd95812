#include "cli/moderation/like.h"

#include <string.h>

#include "cli/moderation/link.h"
#include "site/comments/comment_block.h"

/* For the words of one comment. */
enum { LIKE_MEMORY = 8 << 20 };

struct like_search {
  struct arena *arena, *scratch;
  const struct item *item;
  uint8_t network[CRYPT_HASH];
  struct like like;
};

static enum err like_add(struct like_search *s, enum like_kind kind, int64_t id) {
  int64_t *ids = arena_grow(s->arena, s->like.kinds[kind].ids,
      s->like.kinds[kind].count, &s->like.kinds[kind].capacity, sizeof *ids);
  if (!ids)
    return ERR_NOMEM;
  s->like.kinds[kind].ids = ids;
  ids[s->like.kinds[kind].count++] = id;
  return OK;
}

/* By the rule with which the setting block_urls finds a host: what is decided here is
 * what blocking the host would have caught. */
static enum err like_compare_host(
    struct like_search *s, const struct comment_queue_row *row) {
  const char *found = NULL;
  if (!*s->like.host)
    return OK;
  const char *text = arena_join(s->scratch, row->url, "\n", row->source, NULL);
  enum err e =
      text ? comment_block_url(s->scratch, s->like.host, text, &found) : ERR_NOMEM;
  arena_reset(s->scratch);
  return e || !found ? e : like_add(s, LIKE_HOST, row->id);
}

static enum err like_compare(void *context, const struct comment_queue_row *row) {
  struct like_search *s = context;
  const struct comment *c = &s->item->comment;
  enum err e = OK;
  if (s->item->has_network && row->network &&
      memcmp(row->network, s->network, CRYPT_HASH) == 0)
    e = like_add(s, LIKE_NETWORK, row->id);
  if (!e && strcmp(row->author, c->author) == 0)
    e = like_add(s, LIKE_AUTHOR, row->id);
  if (!e && strcmp(row->source, c->source) == 0)
    e = like_add(s, LIKE_TEXT, row->id);
  return e ? e : like_compare_host(s, row);
}

enum err like_find(struct site *site, struct arena *a,
    const struct comment_queue_filter *f, const struct item *item, struct like *out) {
  bool known = false;
  const struct comment *c = &item->comment;
  struct like_search s = {.arena = a, .item = item, .scratch = arena_new(LIKE_MEMORY)};
  s.like.host = link_host(a, c->url, c->source);
  enum err e = s.scratch && s.like.host ? OK : ERR_NOMEM;
  if (!e && item->has_network)
    e = comment_queue_network(site->db, c->id, s.network, &known);
  if (!e)
    e = comment_queue_each(site->db, f, like_compare, &s);
  arena_free(s.scratch);
  if (!e)
    *out = s.like;
  return e;
}
