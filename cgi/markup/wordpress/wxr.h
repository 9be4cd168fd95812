/* WordPress's export file (WXR 1.0 to 1.2) as a stream: one item in memory at a time.
 * Rests on expat. */
#ifndef MARKUP_WORDPRESS_WXR_H
#define MARKUP_WORDPRESS_WXR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"

/* Bytes of one element's text, and of one item with its comments. */
enum { WXR_TEXT = 16 << 20, WXR_ITEM = 128 << 20 };

/* All strings are as they stand in the file, UTF-8, never NULL: "" where it does not
 * say. What WordPress keeps as HTML (titles, names) has its entities still. */
struct wxr_author {
  const char *login, *name;
};

struct wxr_category {
  const char *nicename, *parent, *name; /* `parent`: a nicename */
};

/* What an item is filed under. */
struct wxr_term {
  struct wxr_term *next;
  const char *domain; /* "category", "post_tag", ... */
  const char *nicename, *name;
};

/* One row of a post's meta data. */
struct wxr_meta {
  struct wxr_meta *next;
  const char *key, *value;
};

struct wxr_comment {
  struct wxr_comment *next;
  int line; /* of the file */
  const char *id, *parent, *author, *email, *url, *date, *date_gmt, *content;
  const char *approved, *type;
};

struct wxr_item {
  int line;
  const char *title, *link, *creator, *guid, *content, *excerpt;
  const char *id, *parent, *menu_order, *type, *status, *name, *password, *sticky;
  const char *date, *date_gmt, *modified, *modified_gmt, *comment_status;
  const char *attachment_url;
  struct wxr_term *terms; /* in the order of the file, like the others */
  struct wxr_meta *meta;
  struct wxr_comment *comments;
};

/* Called in the order of the file; NULL: not asked for. What an author or category
 * consists of lives until the function returns; `item` lives in `a`, which is the
 * function's to free. An error ends the reading and is returned. */
struct wxr_visitor {
  void *context;
  enum err (*site)(void *context, const char *url); /* where it was: "https://a.b" */
  enum err (*author)(void *context, const struct wxr_author *author);
  enum err (*category)(void *context, const struct wxr_category *category);
  enum err (*item)(void *context, const struct wxr_item *item, struct arena *a);
};

/* Reads the file at `fd` from where it stands to its end. ERR_SYNTAX or ERR_INVALID
 * with *problem where it is no XML, has a DOCTYPE, is nested too deeply, is over a
 * limit above or no export file of WordPress; ERR_IO, ERR_NOMEM. Blanks in front of its
 * declaration are passed over. */
enum err wxr_read(
    int fd, const struct wxr_visitor *visitor, struct parse_problem *problem) MUST_USE;

/* The value of the first row of that key; NULL without one. */
const char *wxr_meta_get(const struct wxr_item *item, const char *key);

#endif
