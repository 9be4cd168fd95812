/* Mails to those who follow comments: the question to confirm that, and new comments.
 */
#ifndef SITE_MAIL_FOLLOW_MAIL_H
#define SITE_MAIL_FOLLOW_MAIL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/mail.h"
#include "site/core/site.h"
#include "site/mail/mail_message.h"

/* The functions `compose` of FOLLOW_EVENT_CONFIRM and FOLLOW_EVENT_NEWS
 * (site/mail/follow_event.h). ERR_GONE if there is nothing to confirm any more; if the
 * follower does not follow the comment any longer, or it is not public. */
enum err follow_mail_compose_confirm(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) MUST_USE;
enum err follow_mail_compose_news(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) MUST_USE;

#endif
