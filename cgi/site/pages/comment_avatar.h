/* Inside site/pages only: a picture for each name. */
#ifndef SITE_PAGES_COMMENT_AVATAR_H
#define SITE_PAGES_COMMENT_AVATAR_H

#include "base/arena.h"
#include "base/err.h"

/* *svg becomes an SVG element without text, in the arena: four shapes in three colours,
 * of 16 million pictures the one of this name, in upper or lower case. The same name
 * has the same picture everywhere, no matter who writes it. Nothing but the name is
 * used, so that a picture tells nothing else. ERR_NOMEM. */
enum err comment_avatar(struct arena *a, const char *name, const char **svg) MUST_USE;

#endif
