/* Sends one mail of the queue. */
#ifndef SITE_MAIL_MAIL_SEND_H
#define SITE_MAIL_MAIL_SEND_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/mail.h"
#include "site/core/site.h"
#include "site/mail/handover.h"

/* Sends `mail`, which is due: composes it, hands it over, waits and records the
 * outcome. A mail that need not be sent any more is removed; one that cannot be
 * composed is postponed. When `signals` (-1: none) becomes readable, the service is to
 * end: the wait then lasts a few seconds at most, and the result is ERR_BUSY if the
 * mail system still has the mail. */
enum err mail_send(struct site *site, struct arena *a, const struct mail *mail,
    int64_t now, int signals) MUST_USE;

/* Hands a mail over at once, without the queue. ERR_NOMEM, ERR_IO. */
enum err mail_send_now(const struct site *site, const char *text, size_t size,
    struct handover_outcome *out) MUST_USE;

#endif
