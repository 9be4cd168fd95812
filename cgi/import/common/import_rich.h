/* Inside import only: the colours of code, formulas and diagrams of an article. */
#ifndef IMPORT_COMMON_IMPORT_RICH_H
#define IMPORT_COMMON_IMPORT_RICH_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "site/publish/article_input.h"

/* Sets d->pieces, in the arena of the work. What cannot be made is reported with its
 * line; that a program is missing, once in the run. ERR_NOMEM. */
enum err import_rich(struct import_work *w, struct article_input *d) MUST_USE;

/* Ends the programs that the run has started. */
void import_rich_end(struct import_run *run);

#endif
