/* The second connection of a request that a signed link allows more than a reader.
 *
 * The caller checks the link's token with the site of the web first, and answers a bad
 * one without any of this. The connection has the rights of ROLE_LINK (db/roles.c); a
 * mistake in the code that serves readers cannot use them, because it does not have
 * it. */
#ifndef SITE_SITE_LINK_H
#define SITE_SITE_LINK_H

#include "base/err.h"
#include "site/core/site.h"

/* Opens `web`, the site of a request, once more for ROLE_LINK. The two share settings
 * and theme, so that `web` has to stay open until site_link_close; a read transaction
 * of `web` ends. Changes evict pages as those of any other connection do.
 * ERR_REPLACED if the database's file was replaced meanwhile; ERR_READ_ONLY; errors of
 * db_open, which are logged. */
enum err site_link_open(struct site **out, struct site *web) MUST_USE;

/* The same for ROLE_PERSON_LINK, which may read addresses: only for somebody's request
 * for what is stored about them. */
enum err site_link_open_person(struct site **out, struct site *web) MUST_USE;

/* Closes what site_link_open has opened, and nothing that belongs to `web`. Does
 * nothing for NULL. */
void site_link_close(struct site *link);

#endif
