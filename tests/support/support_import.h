/* Imports for tests: runs one and keeps what it reports. */
#ifndef S_SUPPORT_SUPPORT_IMPORT_H
#define S_SUPPORT_SUPPORT_IMPORT_H

#include "import/import.h"
#include "support_site.h"

/* What an import reported. `text` has a line "FILE:LINE: MESSAGE" per event, FILE
 * without its folder. */
struct support_import {
  int counts[IMPORT_EVENTS];
  struct buf text;
};

/* Imports `path` (NULL: nothing) with the options (NULL: none) into the blog. Returns
 * the result. The caller frees out->text. */
enum err support_import(struct blog *b, const char *path,
    const struct import_options *options, struct support_import *out);

/* A new folder with one file of that name (which may contain folders) and text; the
 * caller frees the name. */
char *support_import_folder(const char *name, const char *text);

/* Adds another file to such a folder. */
void support_import_file(const char *folder, const char *name, const char *text);

/* Imports a folder that must give exactly one new article without failures. Returns its
 * ID. The reports are appended to `text`, unless that is NULL. */
int64_t support_import_one(struct blog *b, const char *folder, struct buf *text);

#endif
