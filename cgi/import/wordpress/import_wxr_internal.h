/* Inside import/wordpress only: the import of one export file. Types without functions.
 */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_INTERNAL_H
#define IMPORT_WORDPRESS_IMPORT_WXR_INTERNAL_H

#include "import/common/import_left.h"
#include "import/common/import_run.h"
#include "import/wordpress/import_wxr_tables.h"

/* Increase it when the same item would become something else. */
enum { IMPORT_WXR_RENDERER = 6 };

/* The import of one file. */
struct import_wxr {
  struct import_run *run;
  struct import_file *file; /* its root is --source-dir, or NULL */
  const struct wxr_tables *tables;
  int depth;       /* of the pages read now; posts are read with the topmost ones */
  bool unresolved; /* a link leads to an item that did not exist yet */
  struct import_left *left;
};

#endif
