/* Adds to the pictures of an article what browsers need to load the right copy at the
 * right time, and to leave room for it. */
#ifndef SITE_CORE_PICTURE_MARKUP_H
#define SITE_CORE_PICTURE_MARKUP_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* Gives each <img> in `html`, the sanitiser's output, its loading and decoding, and
 * each that shows a picture of media/ its width, height and copies, with a <picture>
 * around it if there are some in another format. What the author wrote stays. The first
 * picture is loaded at once. *out is `html` itself if it has none, otherwise a copy in
 * the arena. ERR_NOMEM, or errors of the database. */
enum err picture_markup(
    struct site *site, struct arena *a, const char *html, const char **out) MUST_USE;

/* The first picture of media/ in `html` whose size is known, as HTML for a card in a
 * list: with its copies, lazily loaded, and without anything else. NULL if there is
 * none. `sizes` is for the attribute of this name (HTML section 4.8.4.2.1), as text. */
enum err picture_markup_first(struct site *site, struct arena *a, const char *html,
    const char *sizes, const char **out) MUST_USE;

#endif
