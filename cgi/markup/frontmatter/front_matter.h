/* What a file says of itself at its head: YAML between lines "---", TOML between lines
 * "+++", or a JSON object. Rests on libyaml, toml++ and jansson. */
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
  int *lines; /* of the file, one for each item */
  size_t count;
};

/* The lines of the file, from 1, on which the members of these names stand; 0 where the
 * file does not have them. */
struct front_matter_lines {
  int title, slug, author, lang, excerpt, date, publish_date, updated, expires;
  int type, status, parent, categories, tags, term_slugs, aliases, menu_order, in_menu,
      sticky;
  int comments, url, permalink, article_id, image;
};

/* NULL, 0, -1 or false where a key is not there, or is empty or null. The names that
 * Hugo, Jekyll and WordPress give the same thing are taken, in brackets below; where a
 * file has several, the first one counts. Strings are one line of UTF-8 without control
 * characters, in the arena. */
struct front_matter {
  const char *title, *slug;
  const char *author;       /* [authors]; the first of a list */
  const char *lang;         /* [language] */
  const char *excerpt;      /* [description, summary]; may have been several lines */
  const char *date;         /* these dates are in a form that clock_parse reads */
  const char *publish_date; /* [publishDate] stands in for a missing date as well */
  const char *updated;      /* [lastmod, last_modified_at] */
  const char *expires;      /* [expiryDate] */
  const char *type;         /* "post" or "page"; [layout], where it is one of them */
  const char *status;       /* "publish", "draft", "future", "private" or "withdrawn";
                             * "draft" for draft: true and published: false as well */
  const char *parent;       /* of a page: the slugs of those above it, "a/b" */
  const char *url;          /* where it was elsewhere */
  const char *permalink;    /* the same; with article_id the path where it is to be, if
                             * it is a new one */
  const char *image;        /* [images, cover, featured_image]: a path or an address */
  struct front_matter_list categories; /* [category]; a list, or words; "a/b" is b
                                        * inside a */
  struct front_matter_list tags;       /* [tag]; a list, or a text with commas */
  bool tags_are_text;                  /* no list: words, if Jekyll wrote it */
  struct front_matter_list term_slugs; /* of these and the author, where they are not
                                        * made of the name: "tag ebb Low tide" */
  struct front_matter_list aliases;    /* [redirect_from] */
  struct front_matter_list unknown;    /* names of keys that mean nothing here */
  int64_t article_id; /* the number a new one is to have, if that is free; 0: any */
  int64_t menu_order; /* [weight] */
  bool in_menu;       /* menu: true, or the name of one */
  bool sticky;        /* [pinned] */
  int comments;       /* 1 open, 0 closed, -1 not said */
  struct front_matter_lines line;
  bool is_there; /* the file has front matter */
  size_t body;   /* bytes up to where the body begins */
};

/* Adds an item, which is not copied. ERR_NOMEM. */
enum err front_matter_list_add(
    struct arena *a, struct front_matter_list *l, const char *text, int line) MUST_USE;

/* True for a text, with or without a byte order mark, that begins with front matter of
 * any of the three kinds. */
bool front_matter_begins(const char *text, size_t n);

/* Reads the front matter of the `n` bytes at `text`, which have a NUL behind them, a
 * byte order mark in front or not, LF or CRLF at line ends. ERR_SYNTAX or ERR_INVALID
 * with *problem: what does not parse, YAML with anchors, aliases or tags, nesting or
 * size over the limits, a key twice, a value of the wrong kind, no closing line. */
enum err front_matter_read(struct arena *a, const char *text, size_t n,
    struct front_matter *out, struct parse_problem *problem) MUST_USE;

#endif
