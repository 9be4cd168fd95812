/* HTML as a single line of plain text. */
#ifndef MARKUP_HTML_HTML_PLAIN_H
#define MARKUP_HTML_HTML_PLAIN_H

#include "base/arena.h"
#include "base/err.h"

/* The text of `html` in the arena: tags and comments removed, entities decoded, white
 * space folded, no control and bidi characters (utf8_plain). ERR_NOMEM; ERR_INVALID as
 * html_parse. */
enum err html_plain(struct arena *a, const char *html, const char **out) MUST_USE;

#endif
