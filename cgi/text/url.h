/* Web addresses: of commenters, and in what authors write. */
#ifndef TEXT_URL_H
#define TEXT_URL_H

#include <stdbool.h>

#include "base/err.h"

/* OK for an absolute http or https address with a host, without user part, white space,
 * control or bidi characters (RFC 3986 section 3). ERR_TOO_LARGE over LIMIT_URL
 * characters, else ERR_INVALID. */
enum err url_check(const char *s) MUST_USE;

enum url_kind {
  URL_UNSAFE,   /* javascript:, data:, and what could be mistaken */
  URL_RELATIVE, /* path, query or fragment of this site */
  URL_EXTERNAL, /* http:, https:, //host */
  URL_CONTACT   /* mailto:, tel: */
};

/* What a link of an author is, as a browser would read it. */
enum url_kind url_classify(const char *s);

#endif
