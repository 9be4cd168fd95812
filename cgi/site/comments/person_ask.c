#include "site/comments/person_ask.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "db/model/comment_rate.h"
#include "db/model/person_request.h"
#include "db/txn.h"
#include "markup/names/email.h"
#include "markup/names/email_fold.h"
#include "site/comments/comment_network.h"

/* In an hour, of one network and of all. The sender looks through all comments for each
 * request. */
enum { OF_NETWORK = 10, OF_SITE = 100 };

struct person_ask_run {
  struct person_request request;
  uint8_t key[CRYPT_HASH];
  bool has_key;
};

bool person_ask_is_on(const struct site *site) {
  return *site->settings.mail.from != '\0';
}

static enum err person_ask_store(struct db *s, void *context) {
  const struct person_ask_run *run = context;
  const struct comment_rate all = {"privacy", 7, OF_SITE, CLOCK_HOUR};
  const struct comment_rate own = {run->key, sizeof run->key, OF_NETWORK, CLOCK_HOUR};
  int64_t now = run->request.created_at, wait = 0;
  enum err e = run->has_key ? comment_rate_wait(s, &own, now, &wait) : OK;
  if (!e && !wait)
    e = comment_rate_wait(s, &all, now, &wait);
  if (!e && wait)
    e = ERR_TOO_QUICK;
  if (!e && run->has_key)
    e = comment_rate_count(s, &own, now);
  if (!e)
    e = comment_rate_count(s, &all, now);
  return e ? e : person_request_add(s, &run->request);
}

/* A limit of its own: a reader who has commented a lot may ask as well. */
static void person_ask_key(
    struct site *site, struct person_ask_run *run, const char *address) {
  uint8_t network[CRYPT_HASH + 1];
  run->has_key = comment_network_hash(site, address, network);
  network[CRYPT_HASH] = 'p';
  if (run->has_key)
    crypt_keyed_hash(db_secret(site->db), network, sizeof network, run->key);
}

enum err person_ask(struct site *site, struct arena *a, const struct person_asked *in) {
  struct person_ask_run run = {.request = {.created_at = in->now}};
  if (!person_wish_find(in->wish, &run.request.wish))
    return ERR_SYNTAX;
  if (!in->email || email_check(in->email))
    return ERR_INVALID;
  /* The mail goes to this form as well, not to what was typed: two domains that look
   * alike are never taken for the same. */
  run.request.address = email_fold(a, in->email);
  if (!run.request.address)
    return ERR_NOMEM;
  person_ask_key(site, &run, in->address);
  return txn_write(site->db, person_ask_store, &run);
}

enum err person_asked_for(struct site *link, struct arena *a, int64_t request,
    struct person *who, bool *copy) {
  struct person_request r;
  enum err e = person_request_by_id(link->db, a, request, &r);
  /* The link has erased it, with everything else. */
  if (e)
    return e == ERR_NOT_FOUND ? ERR_GONE : e;
  *who = (struct person){.email = r.address};
  *copy = r.wish == PERSON_WISH_COPY;
  return OK;
}
