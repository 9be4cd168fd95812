/* Inside import only: what the name of a file says about its article. */
#ifndef IMPORT_FILES_IMPORT_NAME_H
#define IMPORT_FILES_IMPORT_NAME_H

#include "base/err.h"
#include "import/common/import_run.h"

enum import_name_date { IMPORT_NAME_NO_DATE, IMPORT_NAME_DATE, IMPORT_NAME_IMPOSSIBLE };

/* Reads the date with which Jekyll's file names begin, "2026-11-20-tide.md", with or
 * without leading zeros, or "20261120-tide.md". *out is set for IMPORT_NAME_DATE only;
 * the date may be one that does not exist, such as 30 February. */
enum import_name_date import_name_date(const struct import_file *f, int64_t *out);

/* True for Hugo's "_index.md", the page of a section, which has no date. */
bool import_name_is_section(const struct import_file *f);

/* True for an index file: "index.html", "index.md", "_index.md". */
bool import_name_is_index(const struct import_file *f);

/* Derives a title from the name of the file, or from that of its folder for the
 * index.md of a Hugo page bundle; in the work's arena. ERR_NOMEM. */
enum err import_name_title(struct import_work *w, const char **title) MUST_USE;

/* Sets *name to the name from which Hugo or Jekyll would derive the slug, in the work's
 * arena; leaves it unchanged for other files. ERR_NOMEM. */
enum err import_name_slug(struct import_work *w, const char **name) MUST_USE;

/* Sets *name to the name of the file without its ending and its language, or to that of
 * the folder for an index file, with or without the date at its beginning; "" for
 * standard input. In the work's arena. ERR_NOMEM. */
enum err import_name_stem(
    struct import_work *w, bool with_date, const char **name) MUST_USE;

/* The length of a file's name without its ending and its language. */
size_t import_name_length(const char *name);

/* The language in the name, "de" in "tide.de.md"; "" if there is none. NULL when out of
 * memory. */
const char *import_name_language(const struct import_work *w);

/* Where the ending of the name in an absolute path begins: its length if it has none.
 */
int import_name_ending(const char *path);

#endif
