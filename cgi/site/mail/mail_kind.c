#include "site/mail/mail_kind.h"

#include <stddef.h>
#include <string.h>

#include "site/mail/follow_event.h"
#include "site/mail/follow_mail.h"
#include "site/mail/mail_notice.h"
#include "site/mail/person_mail.h"

/* Ended by a row without a name. */
static const struct mail_kind kinds[] = {
    {FOLLOW_EVENT_NEWS, follow_event_expand, follow_mail_compose_news},
    {FOLLOW_EVENT_CONFIRM, NULL, follow_mail_compose_confirm},
    {MAIL_NOTICE, mail_notice_expand, mail_notice_compose},
    {MAIL_NOTICE_DIGEST, NULL, mail_notice_compose_digest},
    {PERSON_MAIL, NULL, person_mail_compose},
    {NULL, NULL, NULL},
};

const struct mail_kind *mail_kind_find(const char *name) {
  for (const struct mail_kind *k = kinds; k->name; k++)
    if (strcmp(k->name, name) == 0)
      return k;
  return NULL;
}
