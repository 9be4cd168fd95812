/* The process that renews the lease of a machine which shares its database with others
 * (site/cache/cache_lease.h). */
#ifndef WEB_LEASE_H
#define WEB_LEASE_H

#include "base/child.h"

/* The work of the child. `context` is a struct worker_context. */
int lease_run(void *context, struct child_slot *slot);

/* When the program ends: gives the lease of the site in `dir` back. */
void lease_leave(const char *dir);

#endif
