/* Inside import/files only: patterns of permalinks, such as "/:year/:title/". */
#ifndef IMPORT_FILES_IMPORT_PATTERN_H
#define IMPORT_FILES_IMPORT_PATTERN_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "import/files/import_engine.h"

/* What the placeholders stand for. Strings that do not exist are "". */
struct import_pattern_values {
  enum import_engine_kind kind;
  int64_t date;
  const char *title;    /* of the article */
  const char *slug;     /* of the front matter */
  const char *name;     /* of the file, without its ending */
  const char *folders;  /* of the file, below that of all articles: "blog/2019" */
  const char *category; /* all of Jekyll's: "a/b"; the first of Hexo */
};

/* Appends the decoded path, which begins with a slash. A name such as "pretty" stands
 * for the pattern that Jekyll gives it. Returns ERR_INVALID for a placeholder that is
 * not known; ERR_NOMEM. */
enum err import_pattern_expand(const char *pattern,
    const struct import_pattern_values *values, struct buf *out) MUST_USE;

#endif
