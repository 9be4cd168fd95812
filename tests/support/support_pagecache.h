/* Gives each test a new page cache in which an epoch has begun. */
#ifndef S_SUPPORT_SUPPORT_PAGECACHE_H
#define S_SUPPORT_SUPPORT_PAGECACHE_H

#include <stdbool.h>

#include "pagecache/pagecache.h"
#include "pagecache/pagecache_create.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_evict.h"
#include "pagecache/pagecache_lock.h"
#include "pagecache/pagecache_publish.h"
#include "pagecache/pagecache_read.h"
#include "support.h"

enum { SUPPORT_RENDER_KEY = 77, SUPPORT_LIST_KEY = 78 };
#define SUPPORT_EPOCH_ONE "0123456789abcdef0123456789abcdef"
#define SUPPORT_EPOCH_TWO "fedcba9876543210fedcba9876543210"

/* The folder of the page cache, the folder of its site, the lock file in there, and the
 * open page cache. */
extern char support_pagecache_folder[64], *support_pagecache_site,
    support_pagecache_lock[512];
extern struct pagecache *support_cache;

#define support_pagecache_test(test)                                                   \
  cmocka_unit_test_setup_teardown(test, support_pagecache, support_pagecache_remove)
int support_pagecache(void **state);
int support_pagecache_remove(void **state);

/* Opens the page cache a second time. The caller closes it. */
struct pagecache *support_pagecache_open(void);

/* Begins an epoch with that token. */
void support_pagecache_begin(const char *token);

/* Callbacks for pagecache_publish: the page is still current, or not. */
bool support_pagecache_yes(void *context);
bool support_pagecache_no(void *context);

/* A page of the first epoch, with the revision 4711 and a limit of 1 MiB. */
struct pagecache_candidate support_pagecache_candidate(
    const char *path, const char *body);

/* Publishes such a page, or checks whether a page is stored. */
enum err support_pagecache_publish(const char *path, const char *body);
enum err support_pagecache_look(const char *path);

/* Returns how many pages are stored, or how many files a folder of the page cache has.
 */
uint64_t support_pagecache_count(void);
int support_pagecache_entries(const char *name);

#endif
