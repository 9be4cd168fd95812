/* Inside sanitise: frames of film sites become links. */
#ifndef MARKUP_HTML_SANITISE_EMBED_H
#define MARKUP_HTML_SANITISE_EMBED_H

#include <gumbo.h>
#include <stdbool.h>

#include "base/buf.h"

/* Adds a link to the page of the film that the <iframe> shows, named by its title, as
 * a paragraph of class "embed", or bare, or inside the element `wrap` where that is not
 * NULL. False, and nothing added, for frames of other sites. */
bool sanitise_put_embed(
    struct buf *out, const GumboNode *iframe, const char *wrap, bool paragraph);

#endif
