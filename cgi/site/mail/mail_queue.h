/* What the sender does: turns events into mails, and sends those that are due. */
#ifndef SITE_MAIL_MAIL_QUEUE_H
#define SITE_MAIL_MAIL_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

struct mail_queue {
  struct site *site;
  struct arena *arena;
  int signals; /* readable when the service is to end; -1: never */
  /* The caller sets the members above; the rest begins with 0. */
  int64_t version; /* of the database, when the queue was last looked at */
  int64_t next;    /* when to look again, unless the database changes */
  int64_t tidied;
  bool is_ending; /* do nothing more */
};

/* Everything that is due at `now`. Costs next to nothing if nothing has happened since
 * the last call. Mails that an earlier sender left with the mail system are dealt with
 * first. */
enum err mail_queue_run(struct mail_queue *q, int64_t now) MUST_USE;

#endif
