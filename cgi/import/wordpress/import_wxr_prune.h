/* Inside import only: articles whose item is gone from WordPress export files. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_PRUNE_H
#define IMPORT_WORDPRESS_IMPORT_WXR_PRUNE_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Like import_prune, for articles whose item was in a WordPress export file and is in
 * none of those of this run that come from the same site. Reports name `file`. */
enum err import_wxr_prune(struct import_run *run, const char *file) MUST_USE;

#endif
