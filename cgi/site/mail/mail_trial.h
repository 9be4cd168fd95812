/* A mail to try out whether mail arrives. */
#ifndef SITE_MAIL_MAIL_TRIAL_H
#define SITE_MAIL_MAIL_TRIAL_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "site/mail/handover.h"

/* Sends it to `address` at once, without the queue, and waits. The site has templates.
 * ERR_TEMPLATE, ERR_NOMEM, ERR_IO. */
enum err mail_trial_send(struct site *site, struct arena *a, const char *address,
    int64_t now, struct handover_outcome *out) MUST_USE;

#endif
