/* Inside import/threads only: which article a thread of comments belongs to. */
#ifndef IMPORT_THREADS_IMPORT_THREADS_ARTICLE_H
#define IMPORT_THREADS_IMPORT_THREADS_ARTICLE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* Finds the public article at an address as a service of comments stored it: of any
 * host, with or without a trailing slash, the ending of its file, parameters and an
 * anchor; a copy that a translator or archive served; a redirect or former address of
 * the article. Call it in a read transaction (db_read_begin). ERR_NOT_FOUND; ERR_NOMEM,
 * errors of the database. */
enum err import_threads_article(
    struct site *site, struct arena *a, const char *address, int64_t *out) MUST_USE;

#endif
