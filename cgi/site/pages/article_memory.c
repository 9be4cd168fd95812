/* The frame is most of a page, and the same until its article changes or has another
 * number of comments. Even then the text is the same. The comments are the same until
 * one of them changes; which there are is read each time nevertheless. */
#include "site/pages/article_memory.h"

#include <stdlib.h>
#include <string.h>

#include "db/cache_record.h"
#include "db/txn.h"

/* Pages larger than this are rare, and one would push out all others. */
enum { MOST_OF_ONE = ARTICLE_MEMORY_BYTES / 4 };

enum article_memory_kind { FRAME, TEXT, LIST };

struct article_memory_slot {
  enum article_memory_kind kind;
  struct article_memory_key key; /* of a text: article and revision alone */
  struct view_frame frame;
  struct article_text text;
  struct article_list list;
  void *data; /* owns their bytes; NULL: the slot is free */
  size_t size;
  uint64_t used_at; /* of `clock` */
};

/* Few enough to look at each: comparing 64 numbers costs less than one query. */
struct article_memory {
  struct article_memory_slot slots[ARTICLE_MEMORY_PIECES];
  uint64_t clock; /* one more with each use */
  size_t size;
};

static void article_memory_drop(
    struct article_memory *m, struct article_memory_slot *slot) {
  m->size -= slot->size;
  free(slot->data);
  *slot = (struct article_memory_slot){.used_at = 0};
}

void article_memory_free(struct site *site) {
  struct article_memory *m = site->article_memory;
  for (size_t i = 0; m && i < ARTICLE_MEMORY_PIECES; i++)
    article_memory_drop(m, &m->slots[i]);
  free(m);
  site->article_memory = NULL;
}

size_t article_memory_size(const struct site *site) {
  return site->article_memory ? site->article_memory->size : 0;
}

/* The slot of an article, whatever the rest of its key is. */
static struct article_memory_slot *article_memory_slot(
    struct article_memory *m, enum article_memory_kind kind, int64_t article) {
  for (size_t i = 0; m && i < ARTICLE_MEMORY_PIECES; i++)
    if (m->slots[i].data && m->slots[i].kind == kind &&
        m->slots[i].key.article == article)
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

static struct article_memory_slot *article_memory_get(struct site *site,
    enum article_memory_kind kind, const struct article_memory_key *key) {
  struct article_memory *m = site->article_memory;
  struct article_memory_slot *slot = article_memory_slot(m, kind, key->article);
  if (!slot || !article_memory_is_equal(&slot->key, key) ||
      !article_memory_is_reliable(site))
    return NULL;
  slot->used_at = ++m->clock;
  return slot;
}

/* A free slot for `size` bytes, for which those that were not used for longest make
 * room. */
static struct article_memory_slot *article_memory_make_room(
    struct article_memory *m, size_t size) {
  for (;;) {
    struct article_memory_slot *oldest = NULL, *unused = NULL;
    for (size_t i = 0; i < ARTICLE_MEMORY_PIECES; i++) {
      struct article_memory_slot *slot = &m->slots[i];
      if (!slot->data)
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

/* A slot with `size` bytes of data to fill; NULL if it is not to be kept. Instead of
 * what was kept of the article. */
static struct article_memory_slot *article_memory_put(struct site *site,
    enum article_memory_kind kind, const struct article_memory_key *key, size_t size) {
  if (!size || size > MOST_OF_ONE || txn_is_running(site->db) ||
      !article_memory_is_reliable(site))
    return NULL;
  if (!site->article_memory)
    site->article_memory = calloc(1, sizeof *site->article_memory);
  struct article_memory *m = site->article_memory;
  void *data = m ? malloc(size) : NULL;
  if (!data)
    return NULL;
  struct article_memory_slot *slot = article_memory_slot(m, kind, key->article);
  if (slot)
    article_memory_drop(m, slot);
  slot = article_memory_make_room(m, size);
  *slot = (struct article_memory_slot){
      .kind = kind, .key = *key, .data = data, .size = size, .used_at = ++m->clock};
  m->size += size;
  return slot;
}

const struct view_frame *article_memory_find(
    struct site *site, const struct article_memory_key *key) {
  struct article_memory_slot *slot = article_memory_get(site, FRAME, key);
  return slot ? &slot->frame : NULL;
}

void article_memory_keep(struct site *site, const struct article_memory_key *key,
    const struct view_frame *frame) {
  struct article_memory_slot *slot = article_memory_put(site, FRAME, key, frame->size);
  if (!slot)
    return;
  slot->frame = *frame;
  slot->frame.text = memcpy(slot->data, frame->text, frame->size);
}

const struct article_text *article_memory_text(
    struct site *site, int64_t article, uint64_t revision) {
  const struct article_memory_key key = {.article = article, .revision = revision};
  struct article_memory_slot *slot = article_memory_get(site, TEXT, &key);
  return slot ? &slot->text : NULL;
}

static size_t article_memory_text_size(const struct article_text *text) {
  size_t n = text->contents.count * sizeof *text->contents.items;
  n += strlen(text->body_html) + 1 + (text->lead ? strlen(text->lead) + 1 : 0);
  for (size_t i = 0; i < text->contents.count; i++)
    n += strlen(text->contents.items[i].url) + strlen(text->contents.items[i].text) + 2;
  return n;
}

static const char *article_memory_copy(char **at, const char *s) {
  char *copy = *at;
  if (s)
    *at = stpcpy(copy, s) + 1;
  return s ? copy : NULL;
}

/* The table of contents is first in the block, as it must be aligned. */
void article_memory_keep_text(struct site *site, int64_t article, uint64_t revision,
    const struct article_text *text) {
  const struct article_memory_key key = {.article = article, .revision = revision};
  struct article_memory_slot *slot =
      article_memory_put(site, TEXT, &key, article_memory_text_size(text));
  if (!slot)
    return;
  struct view_section *items = slot->data;
  char *at = (char *)(items + text->contents.count);
  for (size_t i = 0; i < text->contents.count; i++) {
    const struct view_section *from = &text->contents.items[i];
    items[i].depth = from->depth;
    items[i].url = article_memory_copy(&at, from->url);
    items[i].text = article_memory_copy(&at, from->text);
  }
  slot->text.contents = (struct view_contents){items, text->contents.count};
  slot->text.body_html = article_memory_copy(&at, text->body_html);
  slot->text.lead = article_memory_copy(&at, text->lead);
}

static bool article_memory_is_same(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The number of places is in the key. */
bool article_memory_list(struct site *site, const struct article_memory_key *key,
    struct article_list *list) {
  struct article_memory_slot *slot = article_memory_get(site, LIST, key);
  size_t size = (size_t)key->shown * sizeof *list->places;
  if (!slot || !article_memory_is_same(slot->list.closed, list->closed) ||
      (size && memcmp(slot->list.places, list->places, size) != 0))
    return false;
  list->html = slot->list.html;
  return true;
}

/* The places are first, as above. */
void article_memory_keep_list(struct site *site, const struct article_memory_key *key,
    const struct article_list *list) {
  size_t places = (size_t)key->shown * sizeof *list->places;
  size_t closed = list->closed ? strlen(list->closed) + 1 : 0;
  struct article_memory_slot *slot =
      article_memory_put(site, LIST, key, places + closed + list->html.size);
  if (!slot)
    return;
  char *at = slot->data;
  if (places)
    memcpy(at, list->places, places);
  slot->list.places = slot->data;
  at += places;
  slot->list.closed = article_memory_copy(&at, list->closed);
  memcpy(at, list->html.text, list->html.size);
  slot->list.html = (struct view_list){at, list->html.size};
}
