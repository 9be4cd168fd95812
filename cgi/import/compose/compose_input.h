/* What an article is composed from. */
#ifndef IMPORT_COMPOSE_COMPOSE_INPUT_H
#define IMPORT_COMPOSE_COMPOSE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A new value for a key of the front matter: "title", "slug", "date", "status", "type",
 * "author", "excerpt", "lang", "parent"; "categories" and "tags", separated by commas;
 * "comments", "open" or "closed"; "sticky" and "menu", "yes" or "no". "" removes the
 * key. */
struct compose_change {
  const char *key, *value;
};

struct compose {
  int64_t id;       /* the article; 0: a new one, a draft unless it says otherwise */
  const char *text; /* front matter and body, `size` bytes followed by a NUL; without
                       front matter the body of the article; NULL: its present text */
  size_t size;
  const char *content; /* the body, regardless of `text`; NULL: not given */
  const struct compose_change *changes;
  size_t change_count;
  const char *format; /* "markdown" or "html"; NULL: by the ending of `file`, or else
                         that of the article, or else markdown */
  const char *file; /* its real path, next to which pictures are found; NULL: that of an
                       imported article */
  const char *command; /* that saves it, such as "post edit" */
  bool corrects;       /* readers are told about the change afterwards */
  const char *was;     /* the article's text (site/publish/article_text.h) when editing
                          began; NULL: not checked */
};

#endif
