/* Mails to the author about new comments: one for each, or several together. */
#ifndef SITE_MAIL_MAIL_NOTICE_H
#define SITE_MAIL_MAIL_NOTICE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/mail.h"
#include "db/model/mail_event.h"
#include "site/core/site.h"
#include "site/mail/mail_message.h"

/* The kinds of the mail about one comment, which is that of its event too, and of the
 * mail about several. */
#define MAIL_NOTICE MAIL_EVENT_COMMENT
#define MAIL_NOTICE_DIGEST "digest"

/* Functions of struct mail_kind. */
enum err mail_notice_expand(struct site *site, struct arena *a,
    const struct mail_event *event, int64_t now) MUST_USE;
enum err mail_notice_compose(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) MUST_USE;
enum err mail_notice_compose_digest(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) MUST_USE;

/* The first time after `now` at which the clock of the site shows that hour. */
int64_t mail_notice_next(int64_t now, int64_t hour);

#endif
