/* Which URLs may become links. */
#ifndef MARKUP_NAMES_URL_H
#define MARKUP_NAMES_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Checks the website of a commenter: an absolute http or https URL that consists of URL
 * code points and percent-encoded bytes (WHATWG URL, section 4.3, "valid URL string");
 * its host a domain with a dot (host_is_domain), an IPv4 address or a bracketed IPv6
 * address; an optional port from 1 to 65535 without leading zeros; no user name; no
 * control, white space or bidi character. Returns ERR_TOO_LARGE over LIMIT_URL
 * characters, otherwise ERR_INVALID. */
enum err url_check(const char *s) MUST_USE;

/* The same check for the `n` bytes at `s`, of any length. */
bool url_is_website(const char *s, size_t n);

/* True for "http://HOST" and "https://HOST", optionally with ":PORT" and with nothing
 * after it. Host and port as above, except that the host may be a single label
 * ("localhost") and must not end with a dot. */
bool url_is_origin(const char *s);

/* The number of bytes at the beginning of `s` (of `n`) that may occur in a URL. */
size_t url_span(const char *s, size_t n);

enum url_kind {
  URL_UNSAFE,   /* must not become a link */
  URL_EXTERNAL, /* http://..., https://..., //host... */
  URL_CONTACT,  /* mailto:, tel: */
  URL_RELATIVE, /* a path or query of this site; "" too */
  URL_FRAGMENT  /* "#..." in the same page */
};

/* What a link or source in an author's text points to. Everything that a browser might
 * read as another scheme (javascript:, data:, ...) is unsafe: control characters, TAB
 * and LF anywhere, leading white space, a backslash before the query, a colon after
 * anything but one of the schemes above. */
enum url_kind url_classify(const char *s);

/* What follows the scheme and host of an address: from its first slash on, with query
 * and fragment, "" if there is none. An address without a scheme ("/a/b", "a") is
 * returned as it is. */
const char *url_without_origin(const char *s);

/* Appends `s`; everything that may not occur in a URL is percent-encoded as UTF-8. */
void url_put(struct buf *out, const char *s);

#endif
