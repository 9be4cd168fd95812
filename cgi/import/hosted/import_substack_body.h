/* Inside import/hosted only: the text of a post of Substack. */
#ifndef IMPORT_HOSTED_IMPORT_SUBSTACK_BODY_H
#define IMPORT_HOSTED_IMPORT_SUBSTACK_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Stores the `n` bytes of HTML at `html` without the widgets and buttons of the
 * service in *out, in the arena; galleries and cards, which exist as attributes only,
 * become pictures and links. *has_paid_part is set if a part of the text is for
 * paying readers. HTML over the limits of html_parse stays as it is. ERR_NOMEM. */
enum err import_substack_body_read(struct arena *a, const char *html, size_t n,
    const char **out, bool *has_paid_part) MUST_USE;

#endif
