/* What counts as an e-mail address. */
#ifndef MARKUP_NAMES_EMAIL_H
#define MARKUP_NAMES_EMAIL_H

#include "base/err.h"

/* Checks `s` by the grammar of WHATWG HTML, "valid email address", with the letters of
 * all scripts before and after the '@' (RFC 6531 section 3.3). Stricter than it: dots
 * neither at an end nor doubled before the '@' (RFC 5321 section 4.1.2, Dot-string), a
 * dot in the domain, no address literal; the domain as in host_is_domain; of other
 * scripts no control, white space, bidi or invisible character.
 *
 * ERR_TOO_LARGE over LIMIT_EMAIL characters or LIMIT_EMAIL_BYTES bytes, ERR_INVALID
 * for all else, as over 64 bytes before the '@' (RFC 5321 section 4.5.3.1.1). */
enum err email_check(const char *s) MUST_USE;

#endif
