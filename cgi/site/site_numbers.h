/* The state of a site in numbers: what waits, and how much space is used. */
#ifndef SITE_SITE_NUMBERS_H
#define SITE_SITE_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "site/core/site.h"

enum { SITE_NUMBERS_COMMENTS = 3, SITE_NUMBERS_MAILS = 5 };

/* Bytes are -1 if they are unknown. */
struct site_numbers {
  bool readable; /* the database can be read; otherwise the counts are 0 */
  int64_t comments[SITE_NUMBERS_COMMENTS]; /* that are not public, by status */
  int64_t mails[SITE_NUMBERS_MAILS];       /* by state */
  int64_t database_bytes, wal_bytes, free_bytes;
  int64_t backup_at; /* when the last backup was verified; 0: never */
  bool has_cache;
  int64_t cache_bytes, cache_limit, cache_pages;
  int64_t cache_stored, cache_overtaken; /* pages, since the cache was created */
  bool has_machines;                     /* others may share the database */
  int64_t machine_waits, machine_waited, machines_expired; /* pagecache.h */
};

/* Reads them, for ROLE_SCHEDULER and ROLE_COMMAND. Comments that are public are not
 * counted, so that this takes a millisecond however many there are. */
void site_numbers_read(struct site *site, struct site_numbers *out);

/* The names of a status and a state, such as "hold" and "queued". */
const char *site_numbers_comment(int i);
const char *site_numbers_mail(int i);

#endif
