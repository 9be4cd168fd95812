/* A site taken away: as files that an import takes back, or as one document. What
 * readers were promised stays private is left out unless it is asked for. All of it is
 * of one moment, and memory does not grow with the number of articles. */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "site/core/site.h"

struct export_total {
  int64_t articles, comments, files;
};

/* Gets what somebody may want to know of an article, a sentence without a full stop. */
typedef void export_note(void *context, int64_t id, const char *note);

/* True once the export is to end; asked often. */
typedef bool export_stop(void *context);

struct export {
  struct site *site;
  bool personal; /* with e-mail addresses */
  bool replace;  /* an earlier export */
  export_note *note;
  export_stop *stop; /* NULL: nobody asks */
  void *context;
  struct export_total total; /* filled in */
};

/* Writes a tree beside the folder `dir` and gives it that name once it is whole. `dir`
 * is not there, or empty, or with `replace` an earlier export, all of which goes but
 * for names with a dot in front. What is in the tree stands in docs/export.md; imported
 * into an empty site with its settings it makes the same pages, numbers of articles and
 * comments included. ERR_EXISTS for a folder that may not be replaced, ERR_INVALID for
 * a place where none can be, ERR_CLOSED when it was stopped; ERR_IO, ERR_FULL; all with
 * a sentence in `why`. */
enum err export_tree(
    struct export *x, const char *dir, char *why, size_t why_size) MUST_USE;

/* Writes one JSON document, or one of WordPress's export format (WXR 1.2), to `out`.
 * Whether the writing itself failed is asked of `out`. ERR_CLOSED when it was stopped.
 */
enum err export_json(struct export *x, FILE *out) MUST_USE;
enum err export_wxr(struct export *x, FILE *out) MUST_USE;

#endif
