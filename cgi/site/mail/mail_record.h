/* The files run/mail/ID, in which a handover records how it went, so that a sender that
 * was killed finds it out when it starts again. */
#ifndef SITE_MAIL_MAIL_RECORD_H
#define SITE_MAIL_MAIL_RECORD_H

#include <stdint.h>

#include "base/err.h"
#include "site/mail/handover.h"

/* A record that is being written. */
struct mail_record {
  int file; /* to append */
  int lock; /* to read; locked as long as this process or the mail system has it */
};

/* Creates run/mail in the site directory, and locks it for this process: there is one
 * sender at a time. The caller closes *lock. ERR_BUSY if there is another sender. */
enum err mail_record_own(const char *dir, int *lock) MUST_USE;

/* Creates the record of a mail. ERR_EXISTS. */
enum err mail_record_create(
    const char *dir, int64_t id, struct mail_record *out) MUST_USE;
void mail_record_close(struct mail_record *r);

/* Reads the record of a mail. ERR_BUSY while the mail system has the mail; a missing
 * record is HANDOVER_UNKNOWN, because the machine may have lost it. */
enum err mail_record_read(
    const char *dir, int64_t id, struct handover_outcome *out) MUST_USE;

/* Removes a record; it may be missing. */
void mail_record_remove(const char *dir, int64_t id);

#endif
