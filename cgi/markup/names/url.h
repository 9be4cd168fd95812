/* Which addresses may become links. */
#ifndef MARKUP_NAMES_URL_H
#define MARKUP_NAMES_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Checks the website of a commenter: an absolute http or https URL, written with URL
 * code points and percent-encoded bytes only (WHATWG URL, section 4.3, "valid URL
 * string"); a host that is a domain with a dot (host_is_domain), an IPv4 or a bracketed
 * IPv6 address; a port from 1 to 65535 without zeros in front, or none; no user part;
 * no control, white space or bidi character. ERR_TOO_LARGE over LIMIT_URL characters,
 * else ERR_INVALID. */
enum err url_check(const char *s) MUST_USE;

/* The same for the `n` bytes at `s`, of any length. */
bool url_is_website(const char *s, size_t n);

/* True for "http://HOST" and "https://HOST", with ":PORT" or without, and nothing
 * behind: host and port as above, but the host may be one name ("localhost"), and does
 * not end in a dot. */
bool url_is_origin(const char *s);

/* Bytes at the head of `s` (`n` of them) that may stand in a URL. */
size_t url_span(const char *s, size_t n);

enum url_kind {
  URL_UNSAFE,   /* must not become a link */
  URL_EXTERNAL, /* http://..., https://..., //host... */
  URL_CONTACT,  /* mailto:, tel: */
  URL_RELATIVE, /* a path or query of this site; "" too */
  URL_FRAGMENT  /* "#..." in the same page */
};

/* What a link or source in an author's text points at. Everything is unsafe that a
 * browser might read as another scheme (javascript:, data:, ...): control characters,
 * TAB and LF anywhere, white space in front, a backslash in what could be a host, a
 * colon behind anything but one of the schemes above. */
enum url_kind url_classify(const char *s);

/* Adds `s` with all that may not stand in a URL percent-encoded, as UTF-8. */
void url_put(struct buf *out, const char *s);

#endif
