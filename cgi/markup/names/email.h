/* What counts as an email address. */
#ifndef MARKUP_NAMES_EMAIL_H
#define MARKUP_NAMES_EMAIL_H

#include "base/err.h"

/* Checks `s` against the "valid email address" grammar of WHATWG HTML, extended to
 * letters of all scripts on both sides of the '@' (RFC 6531 section 3.3). Stricter than
 * that: no dot at an end or doubled before the '@' (RFC 5321 section 4.1.2,
 * Dot-string); a dot in the domain; no address literal; the domain as in
 * host_is_domain; no control, white space, bidi or invisible characters.
 *
 * Returns ERR_TOO_LARGE over LIMIT_EMAIL characters or LIMIT_EMAIL_BYTES bytes;
 * ERR_INVALID for anything else, including more than 64 bytes before the '@' (RFC 5321
 * section 4.5.3.1.1). */
enum err email_check(const char *s) MUST_USE;

#endif
