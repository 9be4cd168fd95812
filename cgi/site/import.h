/* Files into articles: Markdown and HTML with YAML front matter, their pictures into
 * media/, and comments from NAME.comments.json beside them. */
#ifndef SITE_IMPORT_H
#define SITE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "site/site.h"

/* What became of one file. */
enum import_event {
  IMPORT_CREATED,
  IMPORT_UPDATED,
  IMPORT_UNCHANGED,
  IMPORT_FAILED,  /* `line` and `message` say why; the rest goes on */
  IMPORT_WARNING, /* something of the file was not taken over */
  IMPORT_EVENTS
};

/* Called for every event; `line` 0 where none is meant, `message` "" likewise. */
typedef void import_report(void *context, enum import_event event, const char *file,
    int line, const char *message);

/* Imports each path, a file or a folder with all below it (no link is followed out of
 * it, hidden names are passed over), in order of names; static pages whose parent comes
 * later are found. "-" is standard input. With `dry_run` nothing is written and the
 * events say what a real run would do. OK even where files failed: count the events.
 * ERR_NOT_FOUND where a path does not exist. */
enum err import_paths(struct site *site, const char *const *paths, size_t count,
    bool dry_run, import_report *report, void *context) MUST_USE;

#endif
