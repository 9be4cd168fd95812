/* What a kind of mail says, before it is put together. */
#ifndef SITE_MAIL_MAIL_MESSAGE_H
#define SITE_MAIL_MAIL_MESSAGE_H

#include <stdint.h>

/* A mail as a person reads it. All texts are UTF-8 and live in the arena; names and
 * subjects are encoded when the mail is put together. */
struct mail_message {
  const char *from_name;   /* NULL: the title of the site */
  const char *subject;     /* one line; line ends in it become spaces */
  const char *text, *html; /* both parts, complete */
  const char *reply_to;    /* an address, or NULL */
  const char *unsubscribe; /* an absolute URL that a POST unsubscribes by (RFC 8058), or
                              NULL */
  int64_t article_id;      /* mails about one article are a thread; 0: none */
};

#endif
