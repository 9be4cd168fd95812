/* WordPress's own shortcodes, [caption] [gallery] [embed] [audio] [video], as HTML, and
 * those for code of its best known plugins, [code] [sourcecode] [cc]. */
#ifndef MARKUP_WORDPRESS_WORDPRESS_SHORTCODES_H
#define MARKUP_WORDPRESS_WORDPRESS_SHORTCODES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* A file of the media library; url is NULL if there is none. */
struct wordpress_picture {
  const char *url, *alt; /* alt NULL or "": no description */
};

/* Access to the other content of the exported site. Results live as long as the
 * arena. */
struct wordpress_media {
  void *context;
  struct wordpress_picture (*by_id)(void *context, const char *id);
  /* Returns picture number `i` attached to the post. */
  struct wordpress_picture (*picture)(void *context, size_t i);
  /* Returns the content of a reusable block, or NULL. */
  const char *(*block)(void *context, const char *id);
};

/* The names of other shortcodes, which stay as text; each once. */
struct wordpress_unknown {
  const char *names[16];
  size_t count;
};

/* Adds a name, copied into `a`. */
void wordpress_unknown_add(
    struct wordpress_unknown *u, struct arena *a, const char *name);

/* Appends the `n` bytes at `text` with shortcodes expanded, and URLs that are alone on
 * a line. The result must be sanitised. Takes linear time. */
void wordpress_shortcodes(struct arena *a, const char *text, size_t n,
    const struct wordpress_media *media, struct wordpress_unknown *unknown,
    struct buf *out);

/* Returns a copy of `html`, in the arena, without the shortcodes of `unknown` and their
 * closing tags; NULL when out of memory. Takes linear time. */
char *wordpress_without_unknown(
    struct arena *a, const char *html, const struct wordpress_unknown *unknown);

#endif
