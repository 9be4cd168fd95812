/* Points out a change of a published article that readers should be told about. */
#ifndef IMPORT_COMMON_IMPORT_CORRECTION_H
#define IMPORT_COMMON_IMPORT_CORRECTION_H

#include <stdbool.h>

#include "base/err.h"
#include "import/common/import_run.h"
#include "site/publish/article_input.h"

/* For an article that is ready to be saved: sets d->known, with a note unless `told`:
 * then the author is about to tell readers. ERR_NOMEM, errors of the database. */
enum err import_correction(
    struct import_work *w, struct article_input *d, bool told) MUST_USE;

#endif
