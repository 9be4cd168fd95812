#include "site/mail/person_mail.h"

#include "base/clock.h"
#include "db/model/person.h"
#include "db/model/person_request.h"
#include "db/txn.h"
#include "site/comments/person_erase.h"
#include "site/comments/person_link.h"
#include "site/mail/mail_comment.h"
#include "view/messages.h"

enum { KEPT_DAYS = 7 };

struct person_mail_run {
  const struct person_request *request;
  bool known;
  int64_t now;
};

static enum err person_mail_found(void *context, const struct person_row *row) {
  bool *known = context;
  /* That somebody has asked is nothing that anyone could want a copy of. */
  if (row->kind != PERSON_REQUESTS)
    *known = true;
  return OK;
}

static enum err person_mail_answer(struct db *s, void *context) {
  const struct person_mail_run *run = context;
  const struct person_request *r = run->request;
  bool mailed = false;
  int64_t id;
  struct mail mail = {.kind = PERSON_MAIL,
      .recipient = r->address,
      .subject_id = r->id,
      .due_at = run->now,
      .created_at = run->now};
  enum err e =
      person_request_was_mailed(s, r->address, run->now - CLOCK_DAY, run->now, &mailed);
  if (e)
    return e;
  if (!run->known || mailed)
    return person_request_remove(s, r->id);
  e = person_request_set_mailed(s, r->id, run->now);
  return e ? e : mail_add(s, &mail, &id);
}

enum err person_mail_take(struct site *site, struct arena *a, int64_t now) {
  struct person_request r;
  enum err e = OK;
  while (!e && (e = person_request_next(site->db, a, &r)) == OK) {
    const struct person who = {.email = r.address};
    struct person_mail_run run = {.request = &r, .now = now};
    struct person_item *items = NULL;
    size_t count = 0;
    /* Outside of the transaction, because it reads every comment. */
    e = person_find(site, a, &who, person_mail_found, &run.known, &items, &count);
    if (!e)
      e = txn_write(site->db, person_mail_answer, &run);
    arena_reset(a);
  }
  return e == ERR_NOT_FOUND ? OK : e;
}

static enum err person_mail_forget_old(struct db *s, void *context) {
  int64_t now = *(const int64_t *)context;
  return person_request_expire(s, now - KEPT_DAYS * CLOCK_DAY, now + CLOCK_DAY);
}

enum err person_mail_forget(struct site *site, int64_t now) {
  return txn_write(site->db, person_mail_forget_old, &now);
}

/* Anyone can have this mail sent to an address that is known: it has no word of theirs.
 */
enum err person_mail_compose(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) {
  const char *lang = site->settings.language, *title = site->settings.title;
  struct person_request r;
  enum err e = person_request_by_id(site->db, a, mail->subject_id, &r);
  if (e)
    return e == ERR_NOT_FOUND ? ERR_GONE : e;
  enum message intro = r.wish == PERSON_WISH_COPY ? MESSAGE_privacy_mail_copy
                                                  : MESSAGE_privacy_mail_erase;
  struct view_link open = {.url = person_link_page(site, a, r.id, now),
      .text = message_get(lang, MESSAGE_privacy_mail_open)};
  struct view_mail view = {.subject = message_format(a, lang,
                               MESSAGE_privacy_mail_subject, "TITLE", title, NULL),
      .intro = message_format(a, lang, intro, "SITE", title, NULL),
      .links = {&open, 1},
      .note = message_get(lang, MESSAGE_follow_mail_ignore)};
  if (!open.url || !view.subject || !view.intro)
    return ERR_NOMEM;
  return mail_comment_render(site, a, &view, out);
}
