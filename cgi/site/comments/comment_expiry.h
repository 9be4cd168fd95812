/* Deleting spam and trash for good, by age. */
#ifndef SITE_COMMENTS_COMMENT_EXPIRY_H
#define SITE_COMMENTS_COMMENT_EXPIRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "site/core/site.h"

/* For the scheduler: deletes some hundred comments at most that have been in the trash
 * for longer than trash_days, or spam for longer than spam_days. *more is whether there
 * are others: call it again at once, else an hour later.
 *
 * The clock may be wrong. Comments are deleted only after it has gone for three days
 * without a leap of more than a day, as the calls see it. One that seems to come from
 * the future, or whose time is unknown, counts from then on. ERR_NOMEM, errors of
 * txn_write; while others write for long, it does nothing. */
enum err comment_expiry_run(struct site *site, int64_t now, bool *more) MUST_USE;

/* *due is whether an hour has passed since the last call of comment_expiry_run, or the
 * clock was set back: for a program that does not run all the time. */
enum err comment_expiry_is_due(struct site *site, int64_t now, bool *due) MUST_USE;

#endif
