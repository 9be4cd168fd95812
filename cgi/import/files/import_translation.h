/* Inside import only: which articles the article of a file is a translation of. */
#ifndef IMPORT_FILES_IMPORT_TRANSLATION_H
#define IMPORT_FILES_IMPORT_TRANSLATION_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/front_matter.h"
#include "site/publish/article_input.h"

/* The key that the names of files give to "tide.md" and "tide.de.md" in one folder, as
 * in Hugo: their path below the root without language and ending. *key is NULL for a
 * file that is alone; else in the arena of the work. ERR_NOMEM. */
enum err import_translation_key(struct import_work *w, const char **key) MUST_USE;

/* Sets the key, the named articles and, if the file does not say it, the language.
 * ERR_NOMEM. */
enum err import_translation_take(struct import_work *w, const struct front_matter *m,
    struct article_input *d) MUST_USE;

#endif
