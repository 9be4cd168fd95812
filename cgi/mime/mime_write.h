/* Puts a mail together: headers, encodings and parts. Uses gmime. */
#ifndef MIME_MIME_WRITE_H
#define MIME_MIME_WRITE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* All strings are UTF-8, and addresses have passed email_check. Line ends and control
 * characters in names and subjects become spaces. */
struct mime_mail {
  const char *from_name, *from, *to;
  const char *subject;
  const char *reply_to;    /* an address, or NULL */
  int64_t date;            /* microseconds since 1970 */
  const char *message_id;  /* without brackets */
  const char *references;  /* a Message-ID without brackets, or NULL */
  const char *list_id;     /* "comments.example.org" and the like, or NULL */
  const char *unsubscribe; /* an absolute URL (RFC 8058), or NULL */
  const char *text, *html; /* html may be NULL */
};

/* Adds the mail with LF line ends, as sendmail takes it. No line has more than 998
 * bytes. ERR_INVALID if the library refuses an address; ERR_NOMEM. */
enum err mime_write(const struct mime_mail *mail, struct buf *out) MUST_USE;

#endif
