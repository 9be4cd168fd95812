/* Inside import only: posts.csv, in which an export of Substack keeps everything about
 * its posts except their text. Uses libcsv. */
#ifndef IMPORT_HOSTED_IMPORT_SUBSTACK_ROWS_H
#define IMPORT_HOSTED_IMPORT_SUBSTACK_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* A line of posts.csv: single lines of plain UTF-8; "" for what is missing. */
struct import_substack_row {
  const char *id; /* "1234.low-tide", or only the number */
  const char *date, *is_published, *sent_at, *type, *audience;
  const char *title, *subtitle, *podcast;
};

struct import_substack_rows {
  struct import_substack_row *items;
  size_t count, cap;
};

/* Reads the `n` bytes at `text`: quoted fields with commas and line breaks, any line
 * ends, a byte order mark, columns in any order, semicolons instead of commas. Returns
 * ERR_INVALID if it has no columns "post_id" and "is_published"; ERR_NOMEM. */
enum err import_substack_rows_read(struct arena *a, const char *text, size_t n,
    struct import_substack_rows *out) MUST_USE;

/* The line of the file `name`, without folder and ending; NULL if there is none. */
const struct import_substack_row *import_substack_rows_find(
    const struct import_substack_rows *rows, const char *name, size_t n);

/* True for a post that Substack shows to everybody. */
bool import_substack_rows_is_public(const struct import_substack_row *row);

/* True for one that it has published, be it to subscribers only. */
bool import_substack_rows_is_published(const struct import_substack_row *row);

#endif
