/* HTML that is read elsewhere than on its page. */
#ifndef MARKUP_HTML_HTML_ABSOLUTE_H
#define MARKUP_HTML_HTML_ABSOLUTE_H

#include "base/buf.h"
#include "base/err.h"

/* Adds `html`, which the sanitiser has written (markup/html/html_clean.h), with the
 * addresses in href, src, srcset, poster and cite made absolute: those from the root
 * get `origin` ("https://example.org"), those that begin with a host ("//a.example/x")
 * its scheme, those of a fragment or without a slash in front what the page's `path`
 * ("/2026/tide/", encoded) makes of them. ERR_NOMEM. */
enum err html_absolute(
    const char *html, const char *origin, const char *path, struct buf *out) MUST_USE;

/* Adds one address of `n` bytes, made absolute likewise. */
void html_absolute_url(
    const char *url, size_t n, const char *origin, const char *path, struct buf *out);

#endif
