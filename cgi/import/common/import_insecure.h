/* Inside import only: counts pictures that browsers will not show on a page of this
 * site, because they are loaded over http. */
#ifndef IMPORT_COMMON_IMPORT_INSECURE_H
#define IMPORT_COMMON_IMPORT_INSECURE_H

#include "import/common/import_run.h"

/* Counts a picture, film or sound of the article if its address begins with
 * "http://". */
void import_insecure_add(struct import_work *w, const char *url);

/* Adds the count of a saved article to that of the run. Does nothing in the second
 * reading. */
void import_insecure_keep(struct import_work *w);

/* Reports the count, if it is not 0, and the first articles with such pictures. */
void import_insecure_report(struct import_run *run);

#endif
