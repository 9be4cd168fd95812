/* Inside import only: imports one Markdown or HTML file. */
#ifndef IMPORT_FILES_IMPORT_FILE_H
#define IMPORT_FILES_IMPORT_FILE_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports one file; what became of it is reported once it is saved. Returns
 * ERR_NOT_FOUND, unreported and with f->waits set, if its parent page does not exist
 * (yet). Every other failure is reported and OK is returned, except errors that end the
 * whole run (a full disk, a locked database). */
enum err import_file(struct import_run *run, struct import_file *f) MUST_USE;

#endif
