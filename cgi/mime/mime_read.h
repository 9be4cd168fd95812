/* Reads a mail that somebody has sent. Uses gmime. Nothing in it can be trusted. */
#ifndef MIME_MIME_READ_H
#define MIME_MIME_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum { MIME_READ_ADDRESSES = 50 };

/* Strings are valid UTF-8 without control characters (`text` has LF and TAB), never
 * NULL, and live in the arena. */
struct mime_received {
  const char *from; /* the only address of its only header From; "" otherwise */
  /* Those of To, Cc, Delivered-To and X-Original-To. */
  const char *to[MIME_READ_ADDRESSES];
  size_t to_count;
  bool is_automatic; /* a program has sent it, so nobody should answer */
  const char *text;  /* of the first part for people; "" without one */
  bool is_html;      /* `text` is HTML */

  /* Of a report that a mail could not be delivered (RFC 3464); "" otherwise. */
  const char *report_action; /* "failed" */
  const char *report_reason; /* Diagnostic-Code or Status */
  const char *report_of;     /* the Message-ID of that mail, without brackets */
};

/* Reads the `n` bytes at `data`; a mail that was cut off is read as far as it goes.
 * ERR_SYNTAX if it is no mail at all, or its headers have more than 64 KiB
 * or a NUL; ERR_NOMEM. A
 * hostile mail may make the library use up the stack or the memory: do this in a
 * process of its own. */
enum err mime_read(
    const char *data, size_t n, struct arena *a, struct mime_received *out) MUST_USE;

#endif
