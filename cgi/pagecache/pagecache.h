/* The page cache: rendered pages as files that a web server hands out by itself. It
 * knows paths and bytes, no database: whoever publishes is asked whether the page is
 * still the current one. docs/page-cache.md tells why no page in it is ever stale.
 *
 * Inside the folder, which has to be on a file system in memory:
 *   current            -> epoch-TOKEN, what web servers read
 *   epoch-TOKEN/...    the pages: a folder for each component of an address, in it the
 *                      leaf ("index.html"), beside it the same with ".gz" and ".br"
 *   epoch-TOKEN/.key   what its pages are rendered with
 *   work/              files being written, and what is being thrown away
 *   locks, usage       see below
 *   owner              the lock file of the site whose store this is
 *
 * A file's time of modification is the page's revision, as seconds since 1970. */
#ifndef PAGECACHE_PAGECACHE_H
#define PAGECACHE_PAGECACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum {
  PAGECACHE_TOKEN = 33,      /* an epoch's token, hexadecimal, and its NUL */
  PAGECACHE_COMPONENT = 200, /* bytes of the longest component of a path */
  PAGECACHE_WAIT_MS = 2000   /* longest wait for a lock */
};

enum pagecache_encoding {
  PAGECACHE_PLAIN,
  PAGECACHE_GZIP,
  PAGECACHE_BROTLI,
  PAGECACHE_ENCODINGS
};

struct pagecache;

/* Opens the store in `folder`, which pagecache_create has made, and the lock file.
 * After fork, once a process; the caller owns *out. ERR_NOT_FOUND if there is no such
 * folder, ERR_PAGECACHE if there is, but a part of it or the lock file is missing, or
 * it is another site's; ERR_OWNER, ERR_IO. */
enum err pagecache_open(
    struct pagecache **out, const char *folder, const char *lock_file) MUST_USE;
void pagecache_close(struct pagecache *s);

/* False when the folder, a part of it or the lock file has been deleted or replaced
 * since: what is published or taken away now, no reader would notice. */
bool pagecache_is_intact(const struct pagecache *s);

/* Whether `folder`, a path from / on, could become a store, or is one: made by nobody
 * yet, or empty and for its owner to write. Nothing is made, and whose it is not asked.
 * ERR_INVALID with a sentence in `why`. */
enum err pagecache_check_folder(
    const char *folder, char *why, size_t why_size) MUST_USE;

/* Makes the folder, where there is none, and the lock file. ERR_INVALID, with a
 * sentence in `why`, if it is not on a file system in memory, or belongs to somebody
 * else or to another site that is still there. */
enum err pagecache_create(
    const char *folder, const char *lock_file, char *why, size_t why_size) MUST_USE;

/* Ends the epoch in a folder that cannot be opened as a store, or is not used any
 * longer. One that is not there, or is another site's, is left alone. ERR_OWNER,
 * ERR_IO. */
enum err pagecache_abandon(const char *folder, const char *lock_file) MUST_USE;

/* True when a page of this path can be stored: slashes at both ends, components short
 * enough and none that begins with a dot. */
bool pagecache_can_store(const char *path);

/* What the pages of an epoch have in common. */
struct pagecache_epoch {
  char token[PAGECACHE_TOKEN];
  uint64_t render_key; /* differs where the same rows would render differently */
  uint64_t list_key;   /* differs where lists would have other articles on a page */
};

/* ---- Reading ---- */

/* A page as it is stored. */
struct pagecache_entry {
  uint64_t revision;
  enum pagecache_encoding encoding;
  struct buf body; /* the caller frees it */
};

/* Reads the page in the best of the encodings `accepted` (bits 1 << PAGECACHE_GZIP, 1
 * << PAGECACHE_BROTLI; plain always is). ERR_NOT_FOUND if it is not stored. */
enum err pagecache_read(struct pagecache *s, const char *path, const char *leaf,
    unsigned accepted, struct pagecache_entry *out) MUST_USE;

/* ---- Publishing ---- */

/* Waits until nobody else in any process renders the page of this path,
 * PAGECACHE_WAIT_MS at most: it is only a matter of doing the work once. */
void pagecache_claim(struct pagecache *s, const char *path);
void pagecache_unclaim(struct pagecache *s);

/* Asked under the lock that keeps writers out: is what was rendered still right? It has
 * to look at the database anew. */
typedef bool pagecache_is_current(void *context);

/* What is published. */
struct pagecache_candidate {
  const char *path, *leaf;
  const char *epoch;   /* token, read in the transaction the page was rendered from */
  uint64_t render_key; /* of whoever rendered it */
  uint64_t revision;
  const char *body;
  size_t size;
  size_t limit; /* bytes the store may grow to */
};

/* Compresses the page and puts it into the store. ERR_EXISTS, and nothing stored, if it
 * has been overtaken: another epoch, another render key, or `is_current` says no.
 * ERR_TOO_LARGE if the store is full: a new epoch makes room. ERR_INVALID for a page
 * that does not fit at all, ERR_FULL, ERR_IO: it is not stored, and can be answered all
 * the same. */
enum err pagecache_publish(struct pagecache *s, const struct pagecache_candidate *offer,
    pagecache_is_current *is_current, void *context) MUST_USE;

/* ---- Writing: between pagecache_lock and pagecache_unlock ---- */

/* Keeps publishers and other writers out. ERR_BUSY after PAGECACHE_WAIT_MS.
 * ERR_PAGECACHE if the lock file is not the one that was opened any more. */
enum err pagecache_lock(struct pagecache *s) MUST_USE;
void pagecache_unlock(struct pagecache *s);

/* The lock file's number: whoever has another one has another lock. */
uint64_t pagecache_lock_number(const struct pagecache *s);

/* Takes a page away, whatever its leaf; or the pages below a path whose names are the
 * numbers `first` to `last`, with all below them. Nothing there is fine. ERR_OWNER or
 * ERR_IO if something stays. */
enum err pagecache_evict(struct pagecache *s, const char *path) MUST_USE;
enum err pagecache_evict_numbers(
    struct pagecache *s, const char *path, int64_t first, int64_t last) MUST_USE;

/* Begins an empty epoch in place of the current one. ERR_IO if the old epoch cannot be
 * taken away; where only the new one cannot be made, nothing is stored and nothing
 * fails. */
enum err pagecache_begin_epoch(
    struct pagecache *s, const struct pagecache_epoch *epoch) MUST_USE;

/* Ends the current epoch: nothing is stored from now on. */
enum err pagecache_end_epoch(struct pagecache *s) MUST_USE;

/* ---- Care ---- */

/* The epoch that is current. ERR_NOT_FOUND: none. */
enum err pagecache_read_epoch(
    const struct pagecache *s, struct pagecache_epoch *out) MUST_USE;

/* Deletes what has been taken away and old epochs. Needs no lock. */
void pagecache_sweep(struct pagecache *s);

/* Counters, kept in memory that all processes share. */
struct pagecache_usage {
  uint64_t bytes;     /* of the files in this epoch, whole blocks */
  uint64_t pages;     /* stored in this epoch */
  uint64_t published; /* pages put in, ever */
  uint64_t overtaken; /* pages rendered in vain, ever */
};
void pagecache_read_usage(const struct pagecache *s, struct pagecache_usage *out);

#endif
