/* Front matter, the metadata at the head of a file: YAML between lines "---", TOML
 * between lines "+++", or a JSON object. Uses libyaml, toml++ and jansson. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"

struct front_matter_list {
  const char **items;
  int *lines; /* of the file, one per item */
  size_t count;
};

/* The line of the file, from 1, on which each member was found; 0 if the file lacks
 * it. */
struct front_matter_lines {
  int title, slug, author, lang, excerpt, date, publish_date, updated, expires;
  int type, status, parent, categories, tags, term_slugs, aliases, menu_order, in_menu,
      sticky;
  int comments, url, permalink, article_id, image;
};

/* A member is NULL, 0, -1 or false if its key is missing, empty or null. Other names
 * that Hugo, Jekyll and WordPress use for the same thing are accepted, in brackets
 * below; if a file has several, the first one counts. Strings are single lines of UTF-8
 * without control characters, in the arena. */
struct front_matter {
  const char *title, *slug;
  const char *author;       /* [authors]; the first of a list */
  const char *lang;         /* [language] */
  const char *excerpt;      /* [description, summary]; lines are joined */
  const char *date;         /* dates are in a format that clock_parse reads */
  const char *publish_date; /* [publishDate]; also replaces a missing date */
  const char *updated;      /* [lastmod, last_modified_at] */
  const char *expires;      /* [expiryDate] */
  const char *type;         /* "post" or "page"; [layout] if it is one of them */
  const char *status;       /* "publish", "draft", "future", "private" or "withdrawn";
                             * "draft" for draft: true and published: false as well */
  const char *parent;       /* of a page: the slugs of its ancestors, "a/b" */
  const char *url;          /* its path on another site */
  const char *permalink;    /* the same; with article_id, the path of a new article */
  const char *image;        /* [images, cover, featured_image]: a path or URL */
  struct front_matter_list categories; /* [category]; a list, or words; "a/b" is b
                                        * within a */
  struct front_matter_list tags;       /* [tag]; a list, or a text with commas */
  bool tags_are_text;                  /* not a list: split at spaces for Jekyll */
  struct front_matter_list term_slugs; /* of these and the author, if not derived
                                        * from the name: "tag ebb Low tide" */
  struct front_matter_list aliases;    /* [redirect_from] */
  struct front_matter_list unknown;    /* names of keys without a meaning here */
  int64_t article_id; /* the ID of a new article, if it is free; 0: any */
  int64_t menu_order; /* [weight] */
  bool in_menu;       /* menu: true, or the name of a menu */
  bool sticky;        /* [pinned] */
  int comments;       /* 1 open, 0 closed, -1 not set */
  struct front_matter_lines line;
  bool is_there; /* the file has front matter */
  size_t body;   /* offset of the body */
};

/* Appends an item, which is not copied. ERR_NOMEM. */
enum err front_matter_list_add(
    struct arena *a, struct front_matter_list *l, const char *text, int line) MUST_USE;

/* True if the text, with or without a byte order mark, begins with front matter of any
 * of the three kinds. */
bool front_matter_begins(const char *text, size_t n);

/* Reads the front matter of the `n` bytes at `text`, which are followed by a NUL, with
 * or without a byte order mark, with LF or CRLF line ends. Returns ERR_SYNTAX or
 * ERR_INVALID with *problem if it does not parse, for YAML with anchors, aliases or
 * tags, nesting or size over the limits, a repeated key, a value of the wrong type, or
 * a missing closing line; ERR_NOMEM. */
enum err front_matter_read(struct arena *a, const char *text, size_t n,
    struct front_matter *out, struct parse_problem *problem) MUST_USE;

#endif
