#include "site/site_numbers.h"

#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "db/model/comment.h"
#include "db/model/mail.h"
#include "pagecache/pagecache.h"
#include "site/core/backup_record.h"

static const enum comment_status site_numbers_statuses[SITE_NUMBERS_COMMENTS] = {
    COMMENT_HOLD, COMMENT_SPAM, COMMENT_TRASH};

_Static_assert((int)SITE_NUMBERS_MAILS == (int)MAIL_STATES,
    "SITE_NUMBERS_MAILS is the number of states");

const char *site_numbers_comment(int i) {
  return comment_status_name(site_numbers_statuses[i]);
}

const char *site_numbers_mail(int i) {
  return mail_state_name((enum mail_state)i);
}

static int64_t site_numbers_size(const struct site *site, const char *name) {
  char path[PATH_MAX];
  struct stat st;
  snprintf(path, sizeof path, "%s/%s", site->dir, name);
  return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

static int64_t site_numbers_free(const struct site *site) {
  struct statvfs disk;
  return statvfs(site->dir, &disk) == 0 ? (int64_t)(disk.f_bavail * disk.f_frsize) : -1;
}

/* In one transaction, so that the numbers are of the same moment. */
static enum err site_numbers_count(struct site *site, struct site_numbers *out) {
  enum err e = db_read_begin(site->db);
  for (int i = 0; !e && i < SITE_NUMBERS_COMMENTS; i++)
    e = comment_count_of(site->db, site_numbers_statuses[i], &out->comments[i]);
  if (!e)
    e = mail_count(site->db, out->mails);
  db_read_end(site->db);
  return e;
}

static void site_numbers_cache(const struct site *site, struct site_numbers *out) {
  struct pagecache_usage usage;
  out->has_cache = site->pagecache != NULL;
  if (!out->has_cache)
    return;
  pagecache_read_usage(site->pagecache, &usage);
  out->cache_bytes = (int64_t)usage.bytes;
  out->cache_pages = (int64_t)usage.pages;
  out->cache_stored = (int64_t)usage.published;
  out->cache_overtaken = (int64_t)usage.overtaken;
  out->has_machines = db_is_address(site->database);
  out->machine_waits = (int64_t)usage.waits;
  out->machine_waited = (int64_t)usage.waited;
  out->machines_expired = (int64_t)usage.expired;
  out->cache_limit = site->settings.cache_mb << 20;
}

void site_numbers_read(struct site *site, struct site_numbers *out) {
  *out = (struct site_numbers){0};
  struct site_numbers counted = {0};
  if (site_numbers_count(site, &counted) == OK) {
    *out = counted;
    out->readable = true;
  }
  out->database_bytes = site_numbers_size(site, "pamphlet.db");
  out->wal_bytes = site_numbers_size(site, "pamphlet.db-wal");
  out->free_bytes = site_numbers_free(site);
  struct backup_record backup;
  if (backup_record_read(site->dir, &backup) == OK)
    out->backup_at = backup.at;
  site_numbers_cache(site, out);
}
