#include "site/comments/comment_tell.h"

#include "db/model/mail_event.h"

/* Asked here as well as by the sender: without mail, nobody would ever remove the
 * event. */
enum err comment_tell(
    struct site *site, const struct comment *c, int64_t again, int64_t now) {
  const struct settings_mail *mail = &site->settings.mail;
  const struct mail_event event = {.kind = MAIL_EVENT_COMMENT,
      .comment_id = c->id,
      .subject_id = again,
      .created_at = now};
  bool is_wanted = *mail->from && mail->notices != NOTICES_NONE &&
                   (c->status != COMMENT_SPAM || mail->notify_spam);
  return is_wanted ? mail_event_add(site->db, &event) : OK;
}
