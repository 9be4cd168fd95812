/* Inside import/threads only: imports threads of comments, whatever the format. */
#ifndef IMPORT_THREADS_IMPORT_THREADS_H
#define IMPORT_THREADS_IMPORT_THREADS_H

#include "base/err.h"
#include "import/threads/import_threads_types.h"
#include "markup/frontmatter/parse_problem.h"

/* Begins an import; the caller frees it with import_threads_close. ERR_NOMEM. */
enum err import_threads_open(struct import_threads *t, struct import_run *run,
    const struct import_file *file, const char *service) MUST_USE;
void import_threads_close(struct import_threads *t);

/* Adds a copy of a thread or comment, whose strings must live in t->arena. ERR_NOMEM.
 */
enum err import_threads_add(
    struct import_threads *t, const struct import_thread *thread) MUST_USE;
enum err import_threads_add_comment(
    struct import_threads *t, const struct import_thread_comment *comment) MUST_USE;

/* Imports what was added into the articles at the addresses of the threads, and reports
 * the threads that belong to none. A comment that was imported before is not added
 * again, nor is one that was deleted here. Returns only errors that end the whole run.
 */
enum err import_threads_save(struct import_threads *t) MUST_USE;

/* Ends an import: saves what was added if `e` is OK, or else reports that the file
 * cannot be read, for the reason in *problem if it has one, so that nothing of it is
 * imported. Closes `t`. Returns only errors that end the whole run. */
enum err import_threads_finish(
    struct import_threads *t, enum err e, const struct parse_problem *problem) MUST_USE;

#endif
