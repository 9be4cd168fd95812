/* Whether a site is what it should be: its database, and the files its pages name. */
#ifndef OPS_CHECK_H
#define OPS_CHECK_H

#include "base/err.h"
#include "site/core/site.h"

/* Gets each fault, a sentence without a full stop that lives until it returns. */
typedef void check_report(void *context, const char *fault);

/* Looks through the database from end to end, in one snapshot, and for the pictures and
 * files in media/ that articles show. OK whatever was found; ERR_DAMAGED where the
 * database is too damaged to be looked through, and its other errors. */
enum err check_site(struct site *site, check_report *report, void *context) MUST_USE;

#endif
