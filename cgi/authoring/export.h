/* A site taken away: as files that an import takes back, or as one document. What
 * readers were promised stays private is left out unless it is asked for. All of it is
 * of one moment, and memory does not grow with the number of articles. */
#ifndef AUTHORING_EXPORT_H
#define AUTHORING_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "site/site.h"

struct export_total {
  int64_t articles, comments, files;
};

/* Gets what somebody may want to know of an article, a sentence without a full stop. */
typedef void export_note(void *context, int64_t id, const char *note);

struct export {
  struct site *site;
  bool personal; /* with e-mail addresses */
  bool replace;  /* write into a folder that is not empty */
  export_note *note;
  void *context;
  struct export_total total; /* filled in */
};

/* Writes a tree into the folder `dir`, which is made where there is none:
 *   posts/, pages/     an article at the path of its address, "posts/2026/11/tide.md",
 *                      Markdown or HTML with front matter; its comments beside it in
 *                      "posts/2026/11/tide.comments.json"
 *   drafts/            those that never had an address, by number
 *   media/, site.ini   as in the site
 * Imported into an empty site with these settings it makes the same pages, numbers of
 * articles and comments included. ERR_EXISTS for a folder that is not empty; ERR_IO,
 * ERR_FULL; all with a sentence in `why`. */
enum err export_tree(
    struct export *x, const char *dir, char *why, size_t why_size) MUST_USE;

/* Writes one JSON document, or one of WordPress's export format (WXR 1.2), to `out`.
 * Whether the writing itself failed is asked of `out`. */
enum err export_json(struct export *x, FILE *out) MUST_USE;
enum err export_wxr(struct export *x, FILE *out) MUST_USE;

#endif
