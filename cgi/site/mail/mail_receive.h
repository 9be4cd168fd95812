/* Receives a mail: an answer of the author to a mail about a comment becomes a reply,
 * and a report that a mail could not be delivered is noted in the queue. */
#ifndef SITE_MAIL_MAIL_RECEIVE_H
#define SITE_MAIL_MAIL_RECEIVE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

enum mail_receipt {
  MAIL_RECEIPT_REPLY,   /* became a reply */
  MAIL_RECEIPT_BOUNCE,  /* a mail of the queue has failed */
  MAIL_RECEIPT_IGNORED, /* from a program, or not for this: nobody is to be told */
  MAIL_RECEIPT_REFUSED  /* from somebody who has a genuine address: to be told why */
};

struct mail_received {
  enum mail_receipt receipt;
  int64_t id;       /* of the reply, or of the mail that has failed */
  const char *says; /* why it was ignored or refused, a sentence without a full stop */
};

/* Reads the `n` bytes at `data`. `recipient` is the address in the envelope, or NULL:
 * it is then looked for in the headers. The site is opened for ROLE_COMMAND. ERR_NOMEM,
 * errors of the database: then the mail can be received again. */
enum err mail_receive(struct site *site, struct arena *a, const char *data, size_t n,
    const char *recipient, int64_t now, struct mail_received *out) MUST_USE;

#endif
