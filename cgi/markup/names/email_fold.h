/* Email addresses as people mean them. Uses libidn2. */
#ifndef MARKUP_NAMES_EMAIL_FOLD_H
#define MARKUP_NAMES_EMAIL_FOLD_H

#include "base/arena.h"

/* An address in the form in which equal ones are the same bytes: ASCII letters in lower
 * case, and the domain in its ASCII form (IDNA2008), so that "Ada@BÜCHER.example" is
 * "ada@xn--bcher-kva.example". Before the '@', letters other than ASCII stay as they
 * are (RFC 6531). In the arena; NULL when out of memory. What is no address is only put
 * in lower case. */
char *email_fold(struct arena *a, const char *email);

#endif
