#include "site/mail/mail_compose.h"

#include <inttypes.h>
#include <string.h>

#include "markup/names/host.h"
#include "mime/mime_write.h"
#include "site/mail/mail_kind.h"

enum { ID_BYTES = 10 }; /* of the hash: nobody may guess a Message-ID */

/* The site's host, so that IDs do not change with the address of the sender; but a site
 * that is tried out at an IP address has none that is valid here (RFC 5322 section
 * 3.6.4). */
static const char *mail_compose_host(const struct site *site, struct arena *a) {
  const char *host = strstr(site->settings.base_url, "://");
  char *name = host ? arena_strndup(a, host + 3, strcspn(host + 3, ":/")) : NULL;
  if (!host || !name)
    return NULL;
  size_t dots = 0;
  if (host_is_domain(name, strlen(name), &dots) && dots)
    return name;
  const char *at = strrchr(site->settings.mail.from, '@');
  return at ? at + 1 : "localhost";
}

const char *mail_compose_id(const struct site *site, struct arena *a, const char *word,
    int64_t number, int64_t salt) {
  uint8_t hash[CRYPT_HASH];
  char hex[2 * ID_BYTES + 1];
  const char *host = mail_compose_host(site, a);
  const char *hashed =
      arena_printf(a, "message-id %s %" PRId64 " %" PRId64, word, number, salt);
  if (!host || !hashed)
    return NULL;
  crypt_keyed_hash(db_secret(site->db), hashed, strlen(hashed), hash);
  crypt_hex(hash, ID_BYTES, hex);
  return arena_printf(a, "%s-%" PRId64 ".%s@%s", word, number, hex, host);
}

enum err mail_compose_message(const struct site *site, struct arena *a,
    const struct mail_message *message, const char *recipient, const char *message_id,
    int64_t now, struct buf *out) {
  const struct settings *s = &site->settings;
  struct mime_mail mail = {
      .from_name = message->from_name ? message->from_name : s->title,
      .from = s->mail.from,
      .to = recipient,
      .subject = message->subject,
      .reply_to = message->reply_to,
      .date = now,
      .message_id = message_id,
      .unsubscribe = message->unsubscribe,
      .text = message->text,
      .html = message->html,
  };
  if (message->unsubscribe) {
    const char *host = mail_compose_host(site, a);
    mail.list_id = host ? arena_printf(a, "comments.%s", host) : NULL;
    if (!mail.list_id)
      return ERR_NOMEM;
  }
  /* No mail has this ID, but all that name it are one thread in the reader's program.
   */
  if (message->article_id) {
    mail.references = mail_compose_id(site, a, "article", message->article_id, 0);
    if (!mail.references)
      return ERR_NOMEM;
  }
  return mime_write(&mail, out);
}

enum err mail_compose(struct site *site, struct arena *a, const struct mail *mail,
    int64_t now, const char **message_id, struct buf *out) {
  const struct mail_kind *kind = mail_kind_find(mail->kind);
  struct mail_message message = {0};
  if (!kind || !kind->compose)
    return ERR_NOT_FOUND;
  /* With the time of its creation: a restored database may use an ID again. */
  const char *id = *mail->message_id
                       ? mail->message_id
                       : mail_compose_id(site, a, "mail", mail->id, mail->created_at);
  if (!id)
    return ERR_NOMEM;
  enum err e = kind->compose(site, a, mail, now, &message);
  if (e == ERR_NOT_FOUND)
    e = ERR_GONE;
  if (!e)
    e = mail_compose_message(site, a, &message, mail->recipient, id, now, out);
  if (!e)
    *message_id = id;
  return e;
}
