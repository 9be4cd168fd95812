/* Inside import/files only: makes what a file says acceptable. */
#ifndef IMPORT_FILES_IMPORT_FIT_H
#define IMPORT_FILES_IMPORT_FIT_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "site/publish/article_input.h"

/* Changes or removes each value of *d that article_save would refuse, with a note: a
 * blog that its own engine publishes must not lose an article to one of its fields.
 * What decides who may read the article is never changed. ERR_NOMEM. */
enum err import_fit(struct import_work *w, struct article_input *d) MUST_USE;

#endif
