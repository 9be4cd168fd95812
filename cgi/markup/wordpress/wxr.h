/* Reads WordPress's export format (WXR 1.0 to 1.2) as a stream, with one item in memory
 * at a time. Uses expat. */
#ifndef MARKUP_WORDPRESS_WXR_H
#define MARKUP_WORDPRESS_WXR_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"
#include "markup/wordpress/wxr_item.h"

/* Limits in bytes: the text of an element, and an item with its comments. */
enum { WXR_TEXT = 16 << 20, WXR_ITEM = 128 << 20 };

/* Called in the order of the file; NULL if not wanted. Strings of an author or category
 * live until the function returns; `item` lives in `a`, which the function must free.
 * An error ends the reading and is returned. */
struct wxr_visitor {
  void *context;
  enum err (*site)(void *context, const char *url); /* its URL: "https://a.b" */
  enum err (*author)(void *context, const struct wxr_author *author);
  enum err (*category)(void *context, const struct wxr_category *category);
  enum err (*item)(void *context, const struct wxr_item *item, struct arena *a);
  /* After the last item: how many characters that XML does not allow became spaces. */
  void (*replaced)(void *context, size_t count);
};

/* Reads the file `fd` from its current offset to the end; blanks before the XML
 * declaration are skipped. Returns ERR_SYNTAX or ERR_INVALID with *problem if it is not
 * XML, has a DOCTYPE, is nested too deeply, exceeds a limit above, or is not a
 * WordPress export; ERR_IO, ERR_NOMEM. */
enum err wxr_read(
    int fd, const struct wxr_visitor *visitor, struct parse_problem *problem) MUST_USE;

/* Returns the value of the first row with that key, or NULL. */
const char *wxr_meta_get(const struct wxr_item *item, const char *key);

#endif
