/* Checking a site for damage: its database, and the files that its articles show. */
#ifndef OPS_CHECK_H
#define OPS_CHECK_H

#include "base/err.h"
#include "site/core/site.h"

/* Gets each problem, a sentence without a full stop that is valid during the call. An
 * error ends the check and is returned. */
typedef enum err check_report(void *context, const char *fault);

/* Checks the database from end to end, within one snapshot, and that the files in
 * media/ that articles show exist. OK whatever was found; ERR_DAMAGED if the database
 * is too damaged to be checked; and the other errors of reading it. */
enum err check_site(struct site *site, check_report *report, void *context) MUST_USE;

/* Reports what is not damage, but makes pages worse (ops/check_pictures.h and
 * ops/check_translations.h), within one snapshot. For a database that check_site has
 * found to be good. */
enum err check_warn(struct site *site, check_report *report, void *context) MUST_USE;

#endif
