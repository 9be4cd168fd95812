/* "pamphlet check --links". */
#ifndef CLI_CHECK_LINKS_H
#define CLI_CHECK_LINKS_H

#include "cli/output/print.h"
#include "ops/link_elsewhere.h"
#include "site/core/site.h"

/* Checks the links of a site, closes it, asks other sites unless `limits` is NULL, and
 * prints what it finds. Returns the exit code: EX_DATAERR if links lead nowhere, but
 * not for those that only should be written in another way, or of which nobody knows;
 * EX_UNAVAILABLE if no other site could be reached; 130 after Ctrl-C.
 */
int check_links_run(struct site *site, const struct link_elsewhere_limits *limits,
    enum print_format format) MUST_USE;

#endif
