/* Diagnosis of a site: the questions that a support person would ask if a blog does not
 * work, asked by the program itself. Uses libcurl to request the blog's own pages. */
#ifndef OPS_DOCTOR_H
#define OPS_DOCTOR_H

#include <stdbool.h>

#include "ops/doctor_finding.h"

/* Examines the site in `dir` and reports every finding. Changes nothing. `user`, a name
 * or a number, is who runs pamphlet.fcgi; NULL: the user of the running one or, if
 * there is none, the owner of the database. */
void doctor_examine(
    const char *dir, const char *user, doctor_report *report, void *context);

/* True if that name or number can be a user of this machine. */
bool doctor_knows_user(const char *user);

#endif
