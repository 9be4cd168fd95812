/* What somebody wrote in an answer by mail: without the quotation and the signature. */
#ifndef SITE_MAIL_REPLY_TEXT_H
#define SITE_MAIL_REPLY_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the text, without blank lines at its ends; nothing if all of it is a quotation.
 * ERR_INVALID if HTML cannot be parsed; ERR_NOMEM. */
enum err reply_text(const char *text, bool is_html, struct buf *out) MUST_USE;

#endif
