#include "site/cache/cache_lease.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/file.h"
#include "base/log.h"
#include "db/web_machine.h"
#include "pagecache/pagecache_lease.h"

static int64_t cache_lease_newest(void *context) {
  const struct site *site = context;
  return site->pagecache ? pagecache_newest(site->pagecache) : 0;
}

/* A machine that was copied has the ID of the other one, but not its name; and there
 * may be several directories on one. */
void cache_lease_name(struct site *site) {
  char host[256] = "", why[FILE_WHY], name[2 * CRYPT_HASH + 1];
  uint8_t hash[CRYPT_HASH];
  struct buf identity = {0};
  if (!db_is_address(site->database))
    return;
  enum err e = file_read("/etc/machine-id", FILE_FOLLOW, 100, &identity, why);
  (void)e; /* not every system has it */
  gethostname(host, sizeof host - 1);
  buf_printf(&identity, " %s %s", host, site->dir);
  crypt_hash(buf_text(&identity), identity.len, hash);
  crypt_hex(hash, sizeof hash, name);
  name[WEB_MACHINE_NAME - 1] = '\0';
  web_machine_set_name(site->db, name);
  db_require(site->db, cache_lease_newest, site);
  buf_free(&identity);
}

bool cache_lease_is_valid(const struct site *site) {
  return !db_is_address(site->database) ||
         clock_boot() < pagecache_lease(site->pagecache);
}

/* Also used if the database cannot be asked: who has not confirmed the change since has
 * not renewed its lease either. */
static enum err cache_lease_poll(struct site *site, int64_t change, int64_t end) {
  bool is_awaited = true;
  int pause = 1;
  for (;;) {
    enum err e = web_machine_is_awaited(site->db, change, &is_awaited);
    if (!e && !is_awaited)
      return OK;
    if (clock_boot() >= end)
      return ERR_TIMEOUT;
    poll(NULL, 0, pause);
    pause = pause < 16 ? pause * 2 : pause;
  }
}

void cache_lease_note(struct site *site, int64_t change) {
  if (site->pagecache && db_is_address(site->database))
    pagecache_raise_newest(site->pagecache, change);
}

void cache_lease_await(struct site *site, int64_t change) {
  int64_t began = clock_boot(), count = 0;
  char number[32];
  if (cache_lease_poll(site, change, began + CACHE_LEASE) != OK) {
    enum err e = web_machine_expire(site->db, change, &count);
    (void)e; /* without it, the next change waits as well */
    snprintf(number, sizeof number, "%lld", (long long)count);
    log_event(LOG_LEVEL_WARN, "machines.expired", "count", number, NULL);
  }
  if (site->pagecache)
    pagecache_count_wait(site->pagecache, clock_boot() - began, count);
}
