/* Composes a mail of the queue when it is sent. */
#ifndef SITE_MAIL_MAIL_COMPOSE_H
#define SITE_MAIL_MAIL_COMPOSE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "db/model/mail.h"
#include "site/core/site.h"
#include "site/mail/mail_message.h"

/* Adds the whole mail to `out`. *message_id is that of an earlier attempt or a new one,
 * in the arena. ERR_GONE if the mail need not be sent any more; ERR_NOT_FOUND if its
 * kind is not known; ERR_TEMPLATE. */
enum err mail_compose(struct site *site, struct arena *a, const struct mail *mail,
    int64_t now, const char **message_id, struct buf *out) MUST_USE;

/* The same for a message that is not in the queue. */
enum err mail_compose_message(const struct site *site, struct arena *a,
    const struct mail_message *message, const char *recipient, const char *message_id,
    int64_t now, struct buf *out) MUST_USE;

/* A Message-ID without brackets: "WORD-NUMBER.HASH@HOST". Nobody can guess the hash,
 * and it differs for another `salt`. NULL when out of memory. */
const char *mail_compose_id(const struct site *site, struct arena *a, const char *word,
    int64_t number, int64_t salt);

#endif
