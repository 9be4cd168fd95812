#include "site/core/feed_id.h"

#include <string.h>

#include "base/number_text.h"
#include "db/model/feed_base.h"
#include "db/txn.h"

/* Such an address is for trials. Once fixed, it would be in the IDs of all feeds for
 * good, because feed readers show entries with new IDs again. */
static bool feed_id_is_of_this_machine(const char *url) {
  static const char *const hosts[] = {"localhost", "127.0.0.1", "[::1]"};
  const char *slashes = strstr(url, "//"), *host = slashes ? slashes + 2 : url;
  for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
    size_t n = strlen(hosts[i]);
    if (strncmp(host, hosts[i], n) == 0 && (!host[n] || host[n] == ':'))
      return true;
  }
  return false;
}

static enum err feed_id_fix(struct db *s, void *context) {
  const struct site *site = context;
  return feed_base_set(s, site->feed_base);
}

enum err feed_id_open(struct site *site, bool fix) {
  const char *base = "";
  enum err e = feed_base_read(site->db, site->memory, &base);
  if (e)
    return e;
  /* Until it is fixed, the IDs follow base_url. */
  site->feed_base = *base ? base : site->settings.base_url;
  if (!fix || *base || feed_id_is_of_this_machine(site->feed_base))
    return OK;
  e = txn_write(site->db, feed_id_fix, site);
  /* Another process was first, perhaps with another address. */
  return e == ERR_EXISTS ? feed_base_read(site->db, site->memory, &site->feed_base) : e;
}

/* By number, because an article keeps it when it moves. */
char *feed_id_of_article(const struct site *site, struct arena *a, int64_t article) {
  char number[NUMBER_TEXT];
  return arena_join(a, site->feed_base, "/?p=", number_text(article, 1, number), NULL);
}

char *feed_id_of_feed(const struct site *site, struct arena *a, const char *path) {
  return arena_join(a, site->feed_base, path, NULL);
}
