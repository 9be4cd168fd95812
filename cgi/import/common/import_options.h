/* What an import is asked to do, and what it reports. */
#ifndef IMPORT_COMMON_IMPORT_OPTIONS_H
#define IMPORT_COMMON_IMPORT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "import/common/import_formats_list.h"

/* What became of one file, or of one item of an export file. */
enum import_event {
  IMPORT_CREATED,
  IMPORT_UPDATED,
  IMPORT_MOVED, /* the article of a file that was renamed */
  IMPORT_UNCHANGED,
  IMPORT_FAILED,  /* `line` and `message` say why; the other files are imported */
  IMPORT_WARNING, /* a part of the file was ignored, or the file is gone */
  IMPORT_ERROR,   /* the file was imported, but the author must look at it */
  IMPORT_PRUNED,  /* the file is gone, and its article is a draft now */
  IMPORT_FOUND,   /* before the first file: `line` is how many there are; before the
                     first item of an export file: how many it has */
  IMPORT_NOTE,    /* `message` is about the whole run; `file` may be "" */
  IMPORT_EVENTS
};

/* IMPORT_MARKDOWN, IMPORT_HTML, IMPORT_WXR and so on. */
enum import_format {
  IMPORT_AUTO, /* by its name; a file given by itself, also by its content */
  IMPORT_FORMATS(IMPORT_FORMAT_ID) IMPORT_UNKNOWN /* none of these: not imported */
};

/* The part of a folder that an import is about. Paths are real, except for their last
 * component; those that are not where the folder has articles are ignored. */
struct import_part {
  const char *const *changed; /* files and folders that are new or have changed */
  size_t changed_count;
  const char *const *gone; /* files that are gone */
  size_t gone_count;
};

struct import_options {
  bool dry_run;
  enum import_format format; /* of all paths */
  bool prune;                /* articles whose file or item is gone become drafts */
  const char *charset;       /* of Markdown and HTML files; NULL: UTF-8 */
  const char *old_urls;      /* a list of addresses to check at the end, or NULL */
  bool keep_addresses;       /* of the old site, where that is possible */
  const char *source_dir;    /* folder with WordPress's uploads; NULL: not available */
  const struct import_part *part; /* of the only path, a folder; NULL: all of it */
};

/* Called for every event. `line` is 0 and `message` "" if there is none; for an item of
 * an export file they are the line on which it begins and its title. */
typedef void import_reporter(void *context, enum import_event event, const char *file,
    int line, const char *message);

#endif
