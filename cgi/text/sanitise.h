/* Foreign HTML, rebuilt from what is allowed: the parser's tree is walked and only
 * elements and attributes of a table are written, all text escaped anew. */
#ifndef TEXT_SANITISE_H
#define TEXT_SANITISE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Changes addresses on the way: returns the one to write instead, which belongs to the
 * context, or NULL to leave the attribute out. */
struct sanitise_rewriter {
  const char *(*rewrite)(void *context, const char *url, bool is_image);
  void *context;
};

/* Adds the body of an article, as its author wrote it, made safe and valid. `rw` may be
 * NULL. ERR_INVALID where elements are nested beyond reason. */
enum err sanitise_html(const char *html, size_t n, const struct sanitise_rewriter *rw,
    struct buf *out) MUST_USE;

#endif
