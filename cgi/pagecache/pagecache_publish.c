#include "pagecache/pagecache_publish.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "pagecache/pagecache.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_files.h"
#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_lock.h"

/* A file that is there already has the same revision, because this one is current and
 * every change evicts; it may be replaced. */
static enum err pagecache_put(struct pagecache *s,
    const struct pagecache_candidate *page, struct pagecache_files *p) {
  char epoch[PAGECACHE_EPOCH_NAME];
  snprintf(epoch, sizeof epoch, "epoch-%.*s", PAGECACHE_TOKEN - 1, page->epoch);
  int folder = pagecache_file_open_folder(s, epoch, page->path, true);
  if (folder < 0)
    return err_of_errno_in_site(errno);
  enum err e = pagecache_files_move(s, folder, page->leaf, p);
  close(folder);
  return e;
}

/* The slow part, compressing and writing, is done without the lock. Under the shared
 * lock only two questions remain, and a few renames:
 *
 * - Is the epoch still the current one? A new one begins under the exclusive lock.
 * - Is the revision still that of the database? A writer evicts this page and commits
 * under the exclusive lock. So either it has committed before we got the lock, and
 * is_current sees the new revision, or it will evict the page after we have stored it.
 *
 * The checks before the lock only save work, and are not enough without those under it.
 */
enum err pagecache_publish(struct pagecache *s, const struct pagecache_candidate *page,
    pagecache_is_current *is_current, void *context) {
  struct pagecache_files p = {.bytes = 0};
  if (!pagecache_can_store(page->path))
    return ERR_INVALID;
  if (!pagecache_epoch_takes(s, page))
    return ERR_EXISTS;
  enum err e = pagecache_files_write(s, page, PAGECACHE_ALL, false, &p);
  /* A page that alone is too large is told apart from a full cache, or else it would
   * flush everything each time it is requested. */
  if (!e && p.bytes > page->limit)
    e = ERR_INVALID;
  if (!e && atomic_load(&s->counters->bytes) + p.bytes > page->limit)
    e = ERR_TOO_LARGE;
  if (!e)
    e = pagecache_lock_shared(s);
  if (!e) {
    e = pagecache_epoch_takes(s, page) && is_current(context)
            ? pagecache_put(s, page, &p)
            : ERR_EXISTS;
    pagecache_unlock(s);
  }
  pagecache_files_discard(s, &p);
  if (!e)
    atomic_fetch_add(&s->counters->published, 1);
  else if (e == ERR_EXISTS)
    atomic_fetch_add(&s->counters->overtaken, 1);
  return e;
}
