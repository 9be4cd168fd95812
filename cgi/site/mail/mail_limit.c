#include "site/mail/mail_limit.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "db/model/comment_rate.h"

/* Of a keyed hash, so that the table of rates names nobody. The letter keeps it apart
 * from those of networks. */
struct mail_limit_key {
  char use;
  uint8_t hash[CRYPT_HASH];
};

static const char all_key[] = "mail";

static enum err mail_limit_rates(const struct site *site, const char *recipient,
    struct mail_limit_key *key, struct comment_rate rates[2]) {
  struct buf lower = {0};
  enum err e = utf8_lower(&lower, recipient);
  if (!e)
    e = buf_status(&lower);
  if (!e)
    crypt_keyed_hash(db_secret(site->db), lower.data, lower.len, key->hash);
  buf_free(&lower);
  key->use = 'm';
  const struct settings_mail *limits = &site->settings.mail;
  rates[0] = (struct comment_rate){
      all_key, sizeof all_key - 1, limits->total_limit, CLOCK_HOUR};
  rates[1] = (struct comment_rate){key, sizeof *key, limits->address_limit, CLOCK_HOUR};
  return e;
}

enum err mail_limit_check(const struct site *site, const char *recipient, int64_t now,
    int64_t *wait, bool *all) {
  struct mail_limit_key key;
  struct comment_rate rates[2];
  int64_t total = 0, one = 0;
  enum err e = mail_limit_rates(site, recipient, &key, rates);
  if (!e)
    e = comment_rate_wait(site->db, &rates[0], now, &total);
  if (!e)
    e = comment_rate_wait(site->db, &rates[1], now, &one);
  if (e)
    return e;
  *wait = total > one ? total : one;
  *all = total > 0;
  return OK;
}

enum err mail_limit_count(const struct site *site, const char *recipient, int64_t now) {
  struct mail_limit_key key;
  struct comment_rate rates[2];
  enum err e = mail_limit_rates(site, recipient, &key, rates);
  if (!e)
    e = comment_rate_count(site->db, &rates[0], now);
  return e ? e : comment_rate_count(site->db, &rates[1], now);
}
