/* Inside import/: which article a file is. */
#ifndef IMPORT_COMMON_IMPORT_SOURCE_H
#define IMPORT_COMMON_IMPORT_SOURCE_H

#include "db/model/article.h"
#include "import/common/import_run.h"

#define IMPORT_SOURCE_SCHEME "file:"

/* The key an article keeps of its file: "file:" and the way from the site directory to
 * it ("file:../posts/a.md"), the same however the file was named. `dir` and `file` are
 * real paths. NULL when memory is out. */
char *import_source_key(struct arena *a, const char *dir, const char *file);

/* The file of such a key, which need not be there any more: found by its name alone, as
 * if no link were on the way. NULL for another kind of key, or when memory is out. */
char *import_source_file(struct arena *a, const char *dir, const char *key);

/* A path from / on without "." and ".." in it, likewise. NULL when memory is out. */
char *import_source_plain(struct arena *a, const char *path);

/* What a hash of a source is made of: its first half says what the file holds, and
 * finds it when it has moved, the second what became of it. */
enum { IMPORT_HASH_HALF = 16 };

/* The article of a key; or, for a key nobody has, one of the same first half of `hash`
 * whose own file is gone: *moved then. ERR_NOT_FOUND. */
enum err import_source_find(struct import_run *run, struct arena *a, const char *key,
    const uint8_t *hash, struct article *out, bool *moved) MUST_USE;

#endif
