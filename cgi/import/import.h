/* Imports files as articles: Markdown and HTML with front matter, their pictures into
 * media/, and comments from NAME.comments.json next to them; and the export file of a
 * WordPress site with everything in it. An imported comment follows its file, except
 * for its status, which belongs to the moderator; one that was deleted does not come
 * back. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include <stddef.h>

#include "base/err.h"
#include "import/common/import_options.h"
#include "site/core/site.h"

/* Imports each path, a file or a folder with everything below it, in order of names.
 * Symbolic links are not followed out of a folder, hidden names are skipped. Pages are
 * imported after their parents, and links to articles that come later are found.
 *
 * A file is recognised by its path relative to the site directory, however it is given
 * in `paths`; a renamed file by its content; an item of WordPress by its GUID. "-" is
 * standard input, recognised by its slug if it has one, otherwise only if it is
 * identical.
 *
 * With `dry_run` nothing is written: everything happens on a copy of the database, and
 * the events say what a real run would do. Returns OK even if files failed: count the
 * events. Returns ERR_NOT_FOUND, after importing the others, if a path or source_dir
 * does not exist or is not accessible, which an event has reported; other errors end
 * the run. */
enum err import_paths(struct site *site, const char *const *paths, size_t count,
    const struct import_options *options, import_reporter *report,
    void *context) MUST_USE;

/* Reads a list of redirects, two addresses per line (docs/import.md), and reports each
 * line that cannot be used; IMPORT_FAILED also if the file cannot be read. */
enum err import_redirects(struct site *site, const char *file, import_reporter *report,
    void *context) MUST_USE;

#endif
