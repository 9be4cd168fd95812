/* The frame is most of a page, and the same until its article changes, while comments
 * come and go. */
#include "site/pages/article_memory.h"

#include <stdlib.h>
#include <string.h>

#include "db/cache_record.h"
#include "db/txn.h"

/* Pages larger than this are rare, and one would push out all others. */
enum { MOST_OF_ONE = ARTICLE_MEMORY_BYTES / 4 };

struct article_memory_slot {
  struct article_memory_key key;
  struct view_frame frame; /* text NULL: the slot is free */
  uint64_t used_at;        /* of `clock` */
};

/* Few enough to look at each: comparing 64 numbers costs less than one query. */
struct article_memory {
  struct article_memory_slot slots[ARTICLE_MEMORY_FRAMES];
  uint64_t clock; /* one more with each use */
  size_t size;
};

static void article_memory_drop(
    struct article_memory *m, struct article_memory_slot *slot) {
  m->size -= slot->frame.size;
  free((char *)slot->frame.text);
  *slot = (struct article_memory_slot){.used_at = 0};
}

void article_memory_free(struct site *site) {
  struct article_memory *m = site->article_memory;
  for (size_t i = 0; m && i < ARTICLE_MEMORY_FRAMES; i++)
    article_memory_drop(m, &m->slots[i]);
  free(m);
  site->article_memory = NULL;
}

size_t article_memory_size(const struct site *site) {
  return site->article_memory ? site->article_memory->size : 0;
}

/* The slot of an article, whatever the rest of its key is. */
static struct article_memory_slot *article_memory_slot(
    struct article_memory *m, int64_t article) {
  for (size_t i = 0; i < ARTICLE_MEMORY_FRAMES; i++)
    if (m->slots[i].frame.text && m->slots[i].key.article == article)
      return &m->slots[i];
  return NULL;
}

static bool article_memory_is_equal(
    const struct article_memory_key *a, const struct article_memory_key *b) {
  return a->article == b->article && a->revision == b->revision &&
         a->comments == b->comments && a->shown == b->shown && a->open == b->open;
}

/* The next txn_write raises the number of the site for rows that were changed outside
 * of it (db/txn.c). Until then, the numbers say nothing. */
static bool article_memory_is_reliable(struct site *site) {
  bool foreign = true;
  return cache_record_is_foreign(site->db, &foreign) == OK && !foreign;
}

const struct view_frame *article_memory_find(
    struct site *site, const struct article_memory_key *key) {
  struct article_memory *m = site->article_memory;
  struct article_memory_slot *slot = m ? article_memory_slot(m, key->article) : NULL;
  if (!slot || !article_memory_is_equal(&slot->key, key) ||
      !article_memory_is_reliable(site))
    return NULL;
  slot->used_at = ++m->clock;
  return &slot->frame;
}

/* A free slot for `size` bytes, for which those that were not used for longest make
 * room. */
static struct article_memory_slot *article_memory_make_room(
    struct article_memory *m, size_t size) {
  for (;;) {
    struct article_memory_slot *oldest = NULL, *unused = NULL;
    for (size_t i = 0; i < ARTICLE_MEMORY_FRAMES; i++) {
      struct article_memory_slot *slot = &m->slots[i];
      if (!slot->frame.text)
        unused = slot;
      else if (!oldest || slot->used_at < oldest->used_at)
        oldest = slot;
    }
    if (unused && m->size + size <= ARTICLE_MEMORY_BYTES)
      return unused;
    /* Never NULL: if there is nothing to drop, there is room. */
    article_memory_drop(m, oldest);
  }
}

void article_memory_keep(struct site *site, const struct article_memory_key *key,
    const struct view_frame *frame) {
  if (!frame->size || frame->size > MOST_OF_ONE || txn_is_running(site->db) ||
      !article_memory_is_reliable(site))
    return;
  if (!site->article_memory)
    site->article_memory = calloc(1, sizeof *site->article_memory);
  char *copy = site->article_memory ? malloc(frame->size) : NULL;
  if (!copy)
    return;
  struct article_memory *m = site->article_memory;
  struct article_memory_slot *old = article_memory_slot(m, key->article);
  if (old)
    article_memory_drop(m, old);
  struct article_memory_slot *slot = article_memory_make_room(m, frame->size);
  memcpy(copy, frame->text, frame->size);
  *slot = (struct article_memory_slot){*key, *frame, ++m->clock};
  slot->frame.text = copy;
  m->size += frame->size;
}
