/* NAME.live.json next to an exported post: its updates. */
#ifndef EXPORT_EXPORT_LIVE_H
#define EXPORT_EXPORT_LIVE_H

#include <jansson.h>

#include "base/arena.h"
#include "export/export_article.h"

/* *out becomes the state and the updates of the post `id`, which the caller releases;
 * NULL if it is not live and never was. ERR_NOMEM, errors of the database. */
enum err export_live(
    struct export *x, struct arena *a, int64_t id, json_t **out) MUST_USE;

/* *out becomes the text of such a file, in the arena, which import_live_read reads; ""
 * if there is none. Errors likewise. */
enum err export_live_text(
    struct export *x, struct arena *a, int64_t id, const char **out) MUST_USE;

/* *html, the body of a post, gets its updates at its end, each below its time and its
 * title: for formats that know none. In the arena. Errors likewise. */
enum err export_live_append(
    struct export *x, struct arena *a, int64_t id, const char **html) MUST_USE;

#endif
