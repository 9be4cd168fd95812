/* Deletes what was evicted. */
#ifndef PAGECACHE_PAGECACHE_SWEEP_H
#define PAGECACHE_PAGECACHE_SWEEP_H

struct pagecache;

/* Deletes evicted folders, old epochs, and what crashed processes have left in work/.
 * Needs no lock. */
void pagecache_sweep(struct pagecache *s);

#endif
