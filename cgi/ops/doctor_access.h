/* Inside ops only: what a user may do with a file, from its owner and mode. */
#ifndef OPS_DOCTOR_ACCESS_H
#define OPS_DOCTOR_ACCESS_H

#include <stdbool.h>
#include <sys/stat.h>

#include "ops/doctor_internal.h"

/* Names, in the arena of `d`; numbers for users and groups without an account here. */
const char *doctor_access_user(struct doctor *d, uid_t uid);
const char *doctor_access_group(struct doctor *d, gid_t gid);

/* True if the user has all permissions in `need`, which is a sum of R_OK, W_OK and
 * X_OK. Access control lists are not considered, nor are those of the file system as a
 * whole. */
bool doctor_access_allows(uid_t user, const struct stat *st, unsigned need);

/* Sets *user to the one that was told (d->user), or to that of the running
 * pamphlet.fcgi or, if there is none, to the owner of the database, which is its user
 * in every documented setup. False if there is no database either, or no such user. */
bool doctor_access_service(struct doctor *d, uid_t *user);

/* Sets *user to the ID of a user by name or number. False if there is no such user. */
bool doctor_access_find(const char *name, uid_t *user);

#endif
