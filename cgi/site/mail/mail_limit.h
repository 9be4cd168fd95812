/* How many mails leave within an hour, to one address and in all. */
#ifndef SITE_MAIL_MAIL_LIMIT_H
#define SITE_MAIL_MAIL_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "site/core/site.h"

/* *wait is the number of microseconds after which a mail to `recipient` may be sent; 0:
 * at once. *all is whether that is true of every recipient. */
enum err mail_limit_check(const struct site *site, const char *recipient, int64_t now,
    int64_t *wait, bool *all) MUST_USE;

/* Inside txn_write: counts a mail. */
enum err mail_limit_count(
    const struct site *site, const char *recipient, int64_t now) MUST_USE;

#endif
