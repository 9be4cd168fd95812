#include "pagecache/pagecache_lease.h"

#include <unistd.h>

#include "pagecache/pagecache_internal.h"

int64_t pagecache_lease(const struct pagecache *s) {
  return atomic_load(&s->counters->lease);
}

void pagecache_set_lease(struct pagecache *s, int64_t until) {
  atomic_store(&s->counters->lease, until);
}

int64_t pagecache_newest(const struct pagecache *s) {
  return atomic_load(&s->counters->newest);
}

void pagecache_raise_newest(struct pagecache *s, int64_t change) {
  int64_t known = atomic_load(&s->counters->newest);
  while (known < change &&
         !atomic_compare_exchange_weak(&s->counters->newest, &known, change)) {
  }
}

void pagecache_count_wait(struct pagecache *s, int64_t waited, int64_t expired) {
  atomic_fetch_add(&s->counters->waits, 1);
  atomic_fetch_add(&s->counters->waited, (uint64_t)waited);
  atomic_fetch_add(&s->counters->expired, (uint64_t)expired);
}

/* The counters of the epoch stay: they are for those who have the lock. */
void pagecache_drop(struct pagecache *s) {
  unlinkat(s->folder_fd, "current", 0);
}
