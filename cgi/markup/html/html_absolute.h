/* Makes URLs in HTML absolute, for HTML that is read elsewhere than on its page. */
#ifndef MARKUP_HTML_HTML_ABSOLUTE_H
#define MARKUP_HTML_HTML_ABSOLUTE_H

#include "base/buf.h"
#include "base/err.h"

/* Appends `html`, output of the sanitiser (markup/html/html_clean.h), with the URLs in
 * href, src, srcset, poster and cite made absolute: paths get `origin`
 * ("https://example.org"), URLs that begin with a host ("//a.example/x") its scheme,
 * fragments and relative paths are resolved against `path` ("/2026/tide/",
 * percent-encoded). ERR_NOMEM. */
enum err html_absolute(
    const char *html, const char *origin, const char *path, struct buf *out) MUST_USE;

/* Appends one URL of `n` bytes, made absolute in the same way. */
void html_absolute_url(
    const char *url, size_t n, const char *origin, const char *path, struct buf *out);

#endif
