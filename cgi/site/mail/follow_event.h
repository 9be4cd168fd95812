/* What readers ask for with their comments, and new comments for those who follow. */
#ifndef SITE_MAIL_FOLLOW_EVENT_H
#define SITE_MAIL_FOLLOW_EVENT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/mail_event.h"
#include "site/core/site.h"

/* The kinds of mails (site/mail/mail_kind.h): of a new comment, and of the question
 * whether a follower wants that. */
#define FOLLOW_EVENT_NEWS "follow"
#define FOLLOW_EVENT_CONFIRM "follow-confirm"

/* The function `expand` of FOLLOW_EVENT_NEWS: a mail for each follower whom the comment
 * concerns, if it is still public and not older than a month. */
enum err follow_event_expand(struct site *site, struct arena *a,
    const struct mail_event *event, int64_t now) MUST_USE;

/* Turns the requests whose comments are approved into follows, and queues the question
 * to confirm them, to each address once a day at most. The arena is reset. Errors of
 * txn_write. */
enum err follow_event_take(struct site *site, struct arena *a, int64_t now) MUST_USE;

/* Forgets what nobody has confirmed within a week, and who follows nothing. Errors of
 * txn_write. */
enum err follow_event_forget(struct site *site, int64_t now) MUST_USE;

#endif
