#include "site/site_health.h"

#include <sys/statvfs.h>

#include "db/txn.h"

/* In a transaction, as pages are read: then it fails for the same reasons. */
static enum err site_health_read(struct site *site) {
  int64_t change;
  enum err e = db_read_begin(site->db);
  if (!e)
    e = txn_revision(site->db, DEP_SITE, 0, &change);
  db_read_end(site->db);
  return e;
}

/* Readers still get their pages then, but their comments are refused. f_bavail leaves
 * out what is reserved for root, which the service does not run as (statvfs(3)). */
static bool site_health_can_write(const struct site *site) {
  struct statvfs disk;
  return statvfs(site->dir, &disk) == 0 && !(disk.f_flag & ST_RDONLY) && disk.f_bavail;
}

unsigned site_health_check(struct site *site) {
  unsigned failed = site_health_read(site) ? SITE_HEALTH_DATABASE : 0;
  return site_health_can_write(site) ? failed : failed | SITE_HEALTH_DISK;
}
