/* Inside import/blogs only: the posts of another engine's export, on their way to the
 * importer of WordPress's. */
#ifndef IMPORT_BLOGS_IMPORT_BLOG_H
#define IMPORT_BLOGS_IMPORT_BLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "import/common/import_run.h"

struct import_blog_comment {
  struct import_blog_comment *next;
  int64_t id, parent; /* the same in each export; parent 0: none */
  const char *author, *url, *html;
  const char *email;  /* NULL: none */
  const char *status; /* as WordPress writes it: "1", "0", "spam", "trash" */
  int64_t date;       /* in microseconds since 1970 */
};

struct import_blog_term {
  struct import_blog_term *next;
  const char *name, *slug; /* slug "": made from the name */
  bool is_category;        /* otherwise a tag */
};

/* Strings are "" if there is none. Title, names and excerpt are plain text. */
struct import_blog_post {
  const char *id; /* the same in each export, and unlike that of any other engine */
  const char *title, *slug, *author, *excerpt, *html;
  const char *path;   /* on the old site: "/2015/03/low-tide.html" */
  const char *status; /* as WordPress writes it: "publish", "draft", "private" ... */
  bool is_page, is_sticky;
  int64_t date, changed;         /* in microseconds since 1970; 0: not known */
  struct import_blog_term *tags; /* and categories */
  struct import_blog_comment *comments;
};

struct import_blog {
  struct import_run *run;
  struct import_file *file;
  FILE *out;
};

/* A number made from `n` bytes that tell a comment from all others: the same each time,
 * and never 0. */
int64_t import_blog_number(const void *data, size_t n);

/* Begins an import of posts from a site at `origin`, "https://old.example". The caller
 * ends it with import_blog_end, also after an error. ERR_NOMEM, errors of the disk. */
enum err import_blog_begin(struct import_blog *b, struct import_run *run,
    struct import_file *f, const char *origin) MUST_USE;

/* Adds an author, before the posts: `slug` is what posts name as their author. */
void import_blog_add_author(struct import_blog *b, const char *slug, const char *name);

void import_blog_add(
    struct import_blog *b, const char *origin, const struct import_blog_post *post);

/* Imports what was added if `e` is OK, and releases it in any case. Returns `e` or an
 * error that ends the whole run. */
enum err import_blog_end(struct import_blog *b, enum err e) MUST_USE;

#endif
