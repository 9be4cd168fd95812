/* An article as an export contains it. */
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
  struct article_text text; /* with everything that an import could not derive */
  struct article_body body;
  bool is_html; /* the source cannot be used, and text.body is HTML */
  struct export_comment *comments; /* sorted by ID */
  size_t comment_count;
};

/* Reads an article with its comments into the arena. Links in the body lead where the
 * site's pages lead, because links relative to imported files would lead nowhere.
 * ERR_NOT_FOUND. */
enum err export_article_read(
    struct export *x, struct arena *a, int64_t id, struct export_article *out) MUST_USE;

/* The article as the text of a file. Its body is unchanged to the last byte: no newline
 * is added at its end. NULL when out of memory. */
char *export_article_text(struct arena *a, const struct article_text *t);

/* Processes an article. */
typedef enum err export_visit(
    void *context, struct arena *a, const struct export_article *article);
/* Visits each article in order of IDs, and counts articles and comments. Call it inside
 * the read transaction of the whole export. ERR_CLOSED if stopped. */
enum err export_each(struct export *x, export_visit *visit, void *context) MUST_USE;

/* True if the export should stop, with ERR_CLOSED. */
bool export_is_stopped(const struct export *x);

/* A time with microseconds, "2026-11-24T09:30:05.25+01:00"; NULL for 0 or when out of
 * memory. */
const char *export_time(struct arena *a, int64_t t);

#endif
