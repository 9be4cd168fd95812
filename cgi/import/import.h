/* Files into articles: Markdown and HTML with front matter, their pictures into media/,
 * and comments from NAME.comments.json beside them; and the export file of a WordPress
 * site with all that is in it. A comment that is there
 * follows its file but for its state, which is the moderator's; one that was deleted
 * does not come back. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "site/core/site.h"

/* What became of one file. */
enum import_event {
  IMPORT_CREATED,
  IMPORT_UPDATED,
  IMPORT_MOVED, /* the article of a file that had another name */
  IMPORT_UNCHANGED,
  IMPORT_FAILED,  /* `line` and `message` say why; the rest goes on */
  IMPORT_WARNING, /* something of the file was not taken over, or it is gone */
  IMPORT_PRUNED,  /* the article of a file that is gone is a draft now */
  IMPORT_FOUND,   /* before the first file: so many are to come, as `line`; before the
                     first item of an export file, so many of that */
  IMPORT_EVENTS
};

enum import_format {
  IMPORT_AUTO, /* by its name; a file named itself, by what it holds as well */
  IMPORT_MARKDOWN,
  IMPORT_HTML,
  IMPORT_WXR /* WordPress's export */
};

/* True for an encoding that `charset` can name. */
bool import_charset_is_known(const char *charset);

/* "auto", "markdown", "html", "wxr"; false for another word. */
bool import_format_find(const char *name, enum import_format *out);

struct import_options {
  bool dry_run;
  enum import_format format; /* of all paths */
  bool prune;             /* an article whose file, or item, is gone becomes a draft */
  const char *charset;    /* of Markdown and HTML files; NULL: UTF-8 */
  const char *source_dir; /* folder with the uploads of WordPress; NULL: not here */
};

/* Called for every event; `line` 0 where none is meant, `message` "" likewise: of an
 * item of a file they are the line on which it begins and its title. */
typedef void import_report(void *context, enum import_event event, const char *file,
    int line, const char *message);

/* Imports each path, a file or a folder with all below it (no link is followed out of
 * it, hidden names are passed over), in order of names; static pages whose parent comes
 * later are found, and so are articles that links lead to.
 *
 * A file is known again by where it is seen from the site directory, however it is
 * named in `paths`; one that has moved, by what it holds; an item of WordPress, by its
 * GUID. "-" is standard input, known
 * again by its slug if it has one, else only when it is just the same.
 *
 * With `dry_run` nothing is written: all is done on a copy of the database, and the
 * events say what a real run would do. OK even where files failed: count the events.
 * ERR_NOT_FOUND, after the others, where a path or source_dir does not exist or cannot
 * be reached, which an event has said; other errors end the run. */
enum err import_paths(struct site *site, const char *const *paths, size_t count,
    const struct import_options *options, import_report *report,
    void *context) MUST_USE;

#endif
