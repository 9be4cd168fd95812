#include "site/mail/mail_trial.h"

#include <stdlib.h>

#include "site/mail/mail_comment.h"
#include "site/mail/mail_compose.h"
#include "site/mail/mail_send.h"
#include "view/messages.h"

enum err mail_trial_send(struct site *site, struct arena *a, const char *address,
    int64_t now, struct handover_outcome *out) {
  const char *lang = site->settings.language;
  struct buf text = {0};
  uint32_t number = 0;
  /* Not of the queue, so the ID is random: two tests must not look like one mail. */
  crypt_random(&number, sizeof number);
  const char *id = mail_compose_id(site, a, "test", number, now);
  struct mail_message message = {0};
  struct view_mail view = {.subject = message_format(a, lang, MESSAGE_mail_test_subject,
                               "TITLE", site->settings.title, NULL),
      .intro = message_get(lang, MESSAGE_mail_test)};
  if (!id || !view.subject)
    return ERR_NOMEM;
  enum err e = mail_comment_render(site, a, &view, &message);
  if (!e)
    e = mail_compose_message(site, a, &message, address, id, now, &text);
  if (!e)
    e = mail_send_now(site, text.data, text.len, out);
  buf_free(&text);
  return e;
}
