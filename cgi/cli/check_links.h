/* "pamphlet check --links". */
#ifndef CLI_CHECK_LINKS_H
#define CLI_CHECK_LINKS_H

#include "cli/output/print.h"
#include "site/core/site.h"

/* Checks the links of a site and prints what it finds. Returns the exit code:
 * EX_DATAERR if links lead nowhere, but not for those that only should be written in
 * another way.
 */
int check_links_run(struct site *site, enum print_format format) MUST_USE;

#endif
