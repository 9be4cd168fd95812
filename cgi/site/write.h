/* A write of articles, and what follows from it. */
#ifndef SITE_WRITE_H
#define SITE_WRITE_H

#include "base/err.h"
#include "site/site.h"
#include "store/gate.h"

/* gate_write for changes of articles: their words are in the index of search when it
 * returns OK, but where more than SEARCH_INDEX_BATCH were left from before. */
enum err site_write(struct site *site, gate_change *change, void *context) MUST_USE;

#endif
