/* Epochs: all pages at once. Beginning a new epoch evicts every page in the time of one
 * rename, however many there are. */
#ifndef PAGECACHE_PAGECACHE_EPOCH_H
#define PAGECACHE_PAGECACHE_EPOCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "pagecache/pagecache_types.h"

struct pagecache;

enum {
  PAGECACHE_TOKEN = 33, /* an epoch's token, hexadecimal, and its NUL */
  PAGECACHE_EPOCH_NAME = PAGECACHE_TOKEN + 8 /* "epoch-TOKEN" */
};

/* What the pages of an epoch have in common. */
struct pagecache_epoch {
  char token[PAGECACHE_TOKEN];
  uint64_t render_key; /* differs if the same rows would be rendered differently */
  uint64_t list_key;   /* differs if the pages of lists would hold other articles */
};

/* Reads the current epoch. ERR_NOT_FOUND if there is none. */
enum err pagecache_read_epoch(
    struct pagecache *s, struct pagecache_epoch *out) MUST_USE;

/* Whether a page was rendered for the current epoch, and with its templates and
 * settings: during a reload, old workers still render with the old ones. */
bool pagecache_epoch_takes(struct pagecache *s, const struct pagecache_candidate *page);

/* Reads the name of the folder of the current epoch, "epoch-TOKEN". ERR_NOT_FOUND if
 * there is none, ERR_IO. */
enum err pagecache_epoch_name(
    const struct pagecache *s, char out[PAGECACHE_EPOCH_NAME]) MUST_USE;

/* Between pagecache_lock and pagecache_unlock: sets *fd to the folder of the current
 * epoch, which remains the page cache's. It is opened once, as nobody else can begin
 * another epoch. ERR_NOT_FOUND if there is none, ERR_INTERNAL without the lock, ERR_IO,
 * ERR_OWNER. */
enum err pagecache_epoch_folder(struct pagecache *s, int *fd) MUST_USE;

/* Replaces the current epoch by a new, empty one. Between pagecache_lock and
 * pagecache_unlock. An error means that the old epoch could not be ended. If only the
 * new one cannot be created, this returns OK, and no pages are stored. */
enum err pagecache_begin_epoch(
    struct pagecache *s, const struct pagecache_epoch *epoch) MUST_USE;

/* Ends the current epoch: from now on no pages are stored. Between pagecache_lock and
 * pagecache_unlock. ERR_OWNER, ERR_IO. */
enum err pagecache_end_epoch(struct pagecache *s) MUST_USE;

#endif
