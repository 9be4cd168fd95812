/* Inside db/ only: the users that the roles of db/roles.h have in PostgreSQL. */
#ifndef DB_POSTGRES_POSTGRES_ROLES_H
#define DB_POSTGRES_POSTGRES_ROLES_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "db/roles.h"

/* Longer names are cut off by PostgreSQL. */
enum { POSTGRES_USER = 64 };

/* The user of a role: that of the address for ROLE_COMMAND, which owns the tables, and
 * for others the same with the role after it, such as "blog_web". ERR_CONFIG, with the
 * reason in `why`, if the address cannot be read or the name is too long. */
enum err postgres_user(const char *address, enum role role, char out[POSTGRES_USER],
    char *why, size_t why_size) MUST_USE;

/* Appends the SQL that creates the users that do not exist yet, without passwords. */
void postgres_create_users(struct buf *out, const char *owner);

/* Appends the SQL that gives every role the rights of role_grants, and no others.
 * `owner` is the user of ROLE_COMMAND. */
void postgres_grants(struct buf *out, const char *owner);

#endif
