/* Mails to those who ask what is stored about them. */
#ifndef SITE_MAIL_PERSON_MAIL_H
#define SITE_MAIL_PERSON_MAIL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/mail.h"
#include "site/core/site.h"
#include "site/mail/mail_message.h"

/* The kind of these mails (site/mail/mail_kind.h); the subject is the request. */
#define PERSON_MAIL "privacy"

/* Queues a mail for each new request whose address is known, to each address once a day
 * at most, and removes the other requests. The arena is reset. Errors of person_find
 * and of txn_write. */
enum err person_mail_take(struct site *site, struct arena *a, int64_t now) MUST_USE;

/* Removes requests that are a week old. Errors of txn_write. */
enum err person_mail_forget(struct site *site, int64_t now) MUST_USE;

/* The function `compose` of PERSON_MAIL. */
enum err person_mail_compose(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) MUST_USE;

#endif
