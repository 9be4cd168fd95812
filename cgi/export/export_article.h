/* Inside export/: one article as an export has it. */
#ifndef EXPORT_EXPORT_ARTICLE_H
#define EXPORT_EXPORT_ARTICLE_H

#include "db/model/comment.h"
#include "export/export.h"
#include "site/publish/article_text.h"

struct export_comment {
  struct comment row;
  const char *email, *date;
};

struct export_article {
  struct article_text text; /* with all that an import could not know by itself */
  struct article_body body;
  bool is_html; /* its source could not be kept, and text.body is its HTML */
  struct export_comment *comments; /* by id */
  size_t comment_count;
};

/* Reads an article with its comments into the arena. The body's links lead to where the
 * site's pages do: relative ones to the files of an import would lead nowhere.
 * ERR_NOT_FOUND. */
enum err export_article_read(
    struct export *x, struct arena *a, int64_t id, struct export_article *out) MUST_USE;

/* It as a file, its body to the last byte as it was: the line end that editors want
 * may be none of it. NULL when memory is out. */
char *export_article_text(struct arena *a, const struct article_text *t);

/* Does something with each article, in the order of their ids; counts articles and
 * comments. Inside the read transaction of the whole export. ERR_CLOSED when it was
 * stopped. */
typedef enum err export_visit(
    void *context, struct arena *a, const struct export_article *article);
enum err export_each(struct export *x, export_visit *visit, void *context) MUST_USE;

/* True when somebody asked it to end: ERR_CLOSED then. */
bool export_is_stopped(const struct export *x);

/* A time to the microsecond, "2026-11-24T09:30:05.25+01:00"; NULL for 0 or without
 * memory. */
const char *export_time(struct arena *a, int64_t t);

#endif
