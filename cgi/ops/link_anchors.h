/* Inside ops only: the elements of an article's page that a link can name. */
#ifndef OPS_LINK_ANCHORS_H
#define OPS_LINK_ANCHORS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "ops/link_look.h"

struct link_anchors {
  const char **ids; /* sorted */
  size_t count;
};

/* Reads the IDs of elements in `html`, the stored body of an article, and those that
 * its headings get when the page is rendered, into the arena. ERR_NOMEM. */
enum err link_anchors_read(
    struct arena *a, const char *html, struct link_anchors *out) MUST_USE;

/* Finds out whether `fragment`, as in the link, names an element on the page of the
 * article: one of `anchors`, a comment, an update of a live post, or a part of the
 * page. out->problem becomes LINK_FINE, LINK_NO_ANCHOR or LINK_OTHER_PAGE, and
 * out->better what to write instead ("#intro" or the path with it) or NULL, in the
 * arena. ERR_NOMEM, errors of the database. */
enum err link_anchors_find(struct site *site, struct arena *a, int64_t article,
    const struct link_anchors *anchors, const char *fragment,
    struct link_place *out) MUST_USE;

#endif
