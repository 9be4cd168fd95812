/* Whether a site works: what a monitor asks every few seconds. */
#ifndef SITE_SITE_HEALTH_H
#define SITE_SITE_HEALTH_H

#include "site/core/site.h"

/* The checks that can fail, as bits. */
enum {
  SITE_HEALTH_DATABASE = 1, /* it cannot be read */
  SITE_HEALTH_DISK = 2      /* the site's file system is read-only, or full */
};

/* Returns the bits of the checks that fail. Reads one row, and asks the file system for
 * its free space. */
unsigned site_health_check(struct site *site);

#endif
