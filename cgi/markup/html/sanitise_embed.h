/* Inside markup/html only: frames of video sites become links. */
#ifndef MARKUP_HTML_SANITISE_EMBED_H
#define MARKUP_HTML_SANITISE_EMBED_H

#include <gumbo.h>
#include <stdbool.h>

#include "base/buf.h"

/* Appends a link to the page of the video that the <iframe> shows, with its title as
 * text: as a paragraph of class "embed", or bare, or inside the element `wrap` if that
 * is not NULL. Returns false, and appends nothing, for frames of other sites. */
bool sanitise_put_embed(
    struct buf *out, const GumboNode *iframe, const char *wrap, bool paragraph);

#endif
