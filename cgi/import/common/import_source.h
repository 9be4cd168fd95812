/* Inside import only: finds the article of a file. */
#ifndef IMPORT_COMMON_IMPORT_SOURCE_H
#define IMPORT_COMMON_IMPORT_SOURCE_H

#include "db/model/article.h"
#include "import/common/import_run.h"

#define IMPORT_SOURCE_SCHEME "file:"

/* The key that an article keeps of its file: "file:" and the path relative to the site
 * directory ("file:../posts/a.md"), which is the same however the file was given. `dir`
 * and `file` are real paths. NULL when out of memory. */
char *import_source_key(struct arena *a, const char *dir, const char *file);

/* The path of the file of such a key, which need not exist: derived from the names
 * alone, as if there were no symbolic links. NULL for any other key, or when out of
 * memory. */
char *import_source_file(struct arena *a, const char *dir, const char *key);

/* An absolute path without "." and "..", likewise. NULL when out of memory. */
char *import_source_plain(struct arena *a, const char *path);

/* The two halves of the hash of a source: the first covers the content of the file and
 * finds it when it was renamed, the second what it was rendered to. */
enum { IMPORT_HASH_HALF = 16 };

/* Finds the article of a key, or, if no article has it, one with the same first half of
 * `hash` whose own file is gone; *moved is then true. ERR_NOT_FOUND. */
enum err import_source_find(struct import_run *run, struct arena *a, const char *key,
    const uint8_t *hash, struct article *out, bool *moved) MUST_USE;

#endif
