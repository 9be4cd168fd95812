/* E-mail addresses of commenters. */
#ifndef TEXT_EMAIL_H
#define TEXT_EMAIL_H

#include "base/err.h"

/* OK for what the HTML standard calls a valid e-mail address, with UTF-8 as in RFC 6531
 * and a domain of at least two labels; dots neither first, last nor doubled in the
 * local part, which has at most 64 octets (RFC 5321 section 4.5.3.1.1). ERR_TOO_LARGE
 * over LIMIT_EMAIL characters or LIMIT_EMAIL_OCTETS octets, else ERR_INVALID. */
enum err email_check(const char *s) MUST_USE;

#endif
