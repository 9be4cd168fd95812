/* Exports of comments alone, for services that show comments on the pages of another
 * site. They contain public articles that have comments. */
#ifndef EXPORT_EXPORT_THREADS_H
#define EXPORT_EXPORT_THREADS_H

#include <stdio.h>

#include "base/err.h"
#include "export/export.h"

/* Writes the document to `out`, in the form of WordPress's export that Disqus imports.
 * The caller checks `out` for write errors. ERR_CLOSED if stopped. */
enum err export_threads_wxr(struct export *x, FILE *out) MUST_USE;

/* The same as JSON, in the form of Commento and Comentario. */
enum err export_threads_json(struct export *x, FILE *out) MUST_USE;

#endif
