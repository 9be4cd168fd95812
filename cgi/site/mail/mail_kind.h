/* The kinds of mails: how what happened becomes mails, and what each of them says. */
#ifndef SITE_MAIL_MAIL_KIND_H
#define SITE_MAIL_MAIL_KIND_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/mail.h"
#include "db/model/mail_event.h"
#include "site/core/site.h"
#include "site/mail/mail_message.h"

struct mail_kind {
  const char *name; /* in mail.kind and mail_event.kind */

  /* Inside txn_write, as ROLE_SENDER: queues the mails that an event of this kind asks
   * for, with mail_add; none if it does not matter any more. NULL if no event has this
   * kind. */
  enum err (*expand)(
      struct site *site, struct arena *a, const struct mail_event *event, int64_t now);

  /* As ROLE_SENDER: says what is in the mail. ERR_GONE if it need not be sent any
   * more, for example because its comment was deleted: then it is removed. The site has
   * templates. NULL if no mail has this kind. */
  enum err (*compose)(struct site *site, struct arena *a, const struct mail *mail,
      int64_t now, struct mail_message *out);
};

/* The kind of that name; NULL if there is none. */
const struct mail_kind *mail_kind_find(const char *name);

#endif
