/* WordPress's own shortcodes, [caption] [gallery] [embed] [audio] [video], as HTML. */
#ifndef TEXT_WORDPRESS_SHORTCODES_H
#define TEXT_WORDPRESS_SHORTCODES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* The media library of the site that was exported. Both return an address, living as
 * long as the arena, or NULL. */
struct wordpress_media {
  void *context;
  const char *(*by_id)(void *context, const char *id);
  const char *(*picture)(void *context, size_t i); /* the i-th that hangs on the post */
};

/* Other people's names that stood there and stay as text, each once. */
struct wordpress_unknown {
  const char *names[16];
  size_t count;
};

/* Adds a name, copied into `a`. */
void wordpress_unknown_add(
    struct wordpress_unknown *u, struct arena *a, const char *name);

/* Adds the `n` octets at `text` with shortcodes and addresses that stand alone on a
 * line expanded; what it is made of has to be sanitised. Linear time. */
void wordpress_shortcodes(struct arena *a, const char *text, size_t n,
    const struct wordpress_media *media, struct wordpress_unknown *unknown,
    struct buf *out);

#endif
