/* The YAML between "---" lines at the head of a file. */
#ifndef TEXT_FRONT_MATTER_H
#define TEXT_FRONT_MATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* What is wrong with a file, and where. */
struct text_problem {
  int line; /* of the file, from 1; 0: none in particular */
  char message[240];
};

struct front_matter_list {
  const char **items;
  size_t count;
};

/* NULL, 0 or false where a key is not there. The names Hugo, Jekyll and WordPress use
 * are taken for the same thing: lastmod and updated, expiryDate and expires. */
struct front_matter {
  bool found;
  const char *title, *slug, *date, *updated, *expires, *author, *excerpt, *lang;
  const char *type;   /* "post" or "page" */
  const char *status; /* "draft", "publish", ...; draft: true counts */
  const char *parent; /* of a page: the slugs of those above it */
  struct front_matter_list categories, tags, aliases, unknown;
  int64_t menu_order;
  bool in_menu, sticky;
  int comments; /* 1 open, 0 closed, -1 not said */
  size_t body;  /* where the body begins */
};

/* Reads the front matter of `n` octets. ERR_SYNTAX or ERR_INVALID with the line and a
 * sentence in *problem: YAML that does not parse, aliases and tags, nesting or size
 * over the limits, a key twice, a value of the wrong kind. */
enum err front_matter_read(struct arena *a, const char *text, size_t n,
    struct front_matter *out, struct text_problem *problem) MUST_USE;

#endif
