/* Inside import only: the addresses that an article had on the site it comes
 * from. */
#ifndef IMPORT_FILES_IMPORT_FORMER_H
#define IMPORT_FILES_IMPORT_FORMER_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/front_matter_types.h"
#include "site/publish/article_input.h"

/* Adds to d->former each address that the engine of the file's folder would have given
 * the article, and those that `url` and `permalink` name, which may be patterns. Title,
 * date, type and status of *d are set. With the option `keep_addresses`, the first one
 * that can be a permalink here becomes d->permalink. ERR_NOMEM. */
enum err import_former_add(struct import_work *w, const struct front_matter *m,
    struct article_input *d) MUST_USE;

/* Makes the first of d->former that can be a permalink here that of a new article, if
 * the run keeps addresses. ERR_NOMEM. */
enum err import_former_keep(struct import_work *w, struct article_input *d) MUST_USE;

/* Sets *name to what a missing slug is derived from: the last component of the address
 * that the front matter names, or else the name of the file (import_name_slug). Leaves
 * it unchanged if the slug is given, or if neither fits. ERR_NOMEM. */
enum err import_former_slug(
    struct import_work *w, const struct front_matter *m, const char **name) MUST_USE;

#endif
