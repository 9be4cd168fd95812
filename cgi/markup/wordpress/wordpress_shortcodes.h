/* WordPress's own shortcodes, [caption] [gallery] [embed] [audio] [video], as HTML. */
#ifndef MARKUP_WORDPRESS_WORDPRESS_SHORTCODES_H
#define MARKUP_WORDPRESS_WORDPRESS_SHORTCODES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* A file of the media library; url NULL: none. */
struct wordpress_picture {
  const char *url, *alt; /* alt NULL or "": nobody has described it */
};

/* What else the site that was exported has. What is returned lives as long as the
 * arena. */
struct wordpress_media {
  void *context;
  struct wordpress_picture (*by_id)(void *context, const char *id);
  /* The i-th that hangs on the post. */
  struct wordpress_picture (*picture)(void *context, size_t i);
  /* The content of a reusable block; NULL where it is not there. */
  const char *(*block)(void *context, const char *id);
};

/* Other people's names that stood there and stay as text, each once. */
struct wordpress_unknown {
  const char *names[16];
  size_t count;
};

/* Adds a name, copied into `a`. */
void wordpress_unknown_add(
    struct wordpress_unknown *u, struct arena *a, const char *name);

/* Adds the `n` bytes at `text` with shortcodes and addresses that stand alone on a
 * line expanded; what it is made of has to be sanitised. Linear time. */
void wordpress_shortcodes(struct arena *a, const char *text, size_t n,
    const struct wordpress_media *media, struct wordpress_unknown *unknown,
    struct buf *out);

/* A copy of `html`, in the arena, without the shortcodes of `unknown`, and what closes
 * them; NULL when memory is out. Linear time. */
char *wordpress_without_unknown(
    struct arena *a, const char *html, const struct wordpress_unknown *unknown);

#endif
