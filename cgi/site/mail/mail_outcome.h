/* What becomes of a mail after a handover, in the queue. */
#ifndef SITE_MAIL_MAIL_OUTCOME_H
#define SITE_MAIL_MAIL_OUTCOME_H

#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "db/model/mail.h"
#include "site/core/site.h"
#include "site/mail/handover.h"

/* The longest pause between two attempts, in microseconds. */
#define MAIL_OUTCOME_LONGEST (24 * CLOCK_HOUR)

/* Microseconds to wait after attempt number `attempts`, the first being 1; 0: it was
 * the last one. */
int64_t mail_outcome_pause(int64_t attempts);

/* Records the outcome of an attempt, which is counted in mail->attempts already, and
 * removes the file of the record. */
enum err mail_outcome_record(struct site *site, const struct mail *mail,
    const struct handover_outcome *outcome, int64_t now) MUST_USE;

#endif
