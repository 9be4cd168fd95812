/* Watches a folder and everything below it for changes, with inotify. Symbolic links
 * are not followed. */
#ifndef BASE_TREE_WATCH_H
#define BASE_TREE_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum tree_change {
  TREE_CREATED,    /* a file was created, or a link to one: nothing may follow */
  TREE_WRITING,    /* a file is being written; TREE_CHANGED follows when it is closed */
  TREE_CHANGED,    /* a file was written, came to this path, or left it */
  TREE_NEW_FOLDER, /* a folder came to this path, perhaps with files in it */
  TREE_LOST,       /* a folder left, or there were more events than the kernel keeps:
                      anything may have changed. The path is that of the root */
  TREE_GONE        /* the root itself was moved or removed; there are no more events */
};

struct tree_watch;

/* True if the folder `name` at `path` is not to be watched. */
typedef bool tree_watch_skips(void *context, const char *path, const char *name);

/* Begins to watch the folder `root`. The caller owns *out. ERR_NOT_FOUND if there is no
 * such folder, ERR_FULL if the system allows no more watches, and ERR_IO, with a
 * sentence in `why`; ERR_NOMEM. */
enum err tree_watch_new(const char *root, tree_watch_skips *skips, void *context,
    struct tree_watch **out, char *why, size_t why_size) MUST_USE;

/* Does nothing for NULL. */
void tree_watch_free(struct tree_watch *w);

/* The descriptor that becomes readable when something has changed. It may be another
 * one after tree_watch_read. */
int tree_watch_fd(const struct tree_watch *w);

/* Gets each change, with its full path; both are valid during the call. An error ends
 * the reading and is returned. */
typedef enum err tree_watch_visit(
    void *context, enum tree_change change, const char *path);

/* Visits what has changed, without waiting. Folders that are new are watched from then
 * on, before they are visited: what comes into them later is not missed. Errors as
 * tree_watch_new, and those of the visitor. */
enum err tree_watch_read(struct tree_watch *w, tree_watch_visit *visit, void *context,
    char *why, size_t why_size) MUST_USE;

#endif
