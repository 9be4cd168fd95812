/* Inside import/wordpress only: the pictures of an export by the post that they were
 * uploaded to, which a gallery without IDs shows. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_PICTURES_H
#define IMPORT_WORDPRESS_IMPORT_WXR_PICTURES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/wordpress/wordpress_shortcodes.h"

struct wxr_upload {
  int64_t post, id;
  struct wordpress_picture picture;
};

/* Zero before the first one is added. */
struct wxr_pictures {
  struct wxr_upload *items;
  size_t count, cap;
};

/* Adds an attachment if it is a picture. The strings must live as long as the list,
 * which is in `a`. ERR_NOMEM. */
enum err wxr_pictures_add(struct arena *a, struct wxr_pictures *p, int64_t post,
    int64_t id, struct wordpress_picture picture) MUST_USE;

/* Must be called after the last one was added and before the first search. */
void wxr_pictures_sort(struct wxr_pictures *p);

/* The picture number `i`, from 0, of a post, in the order of the IDs; both strings are
 * NULL after the last one. Takes logarithmic time. */
struct wordpress_picture wxr_pictures_find(
    const struct wxr_pictures *p, int64_t post, size_t i);

#endif
