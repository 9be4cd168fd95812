/* A text becomes an article, by the rules of an import, without belonging to a file. */
#ifndef IMPORT_COMPOSE_COMPOSE_H
#define IMPORT_COMPOSE_COMPOSE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"

/* Another value for a key of the front matter: "title", "slug", "date", "status",
 * "type", "author", "excerpt", "lang", "parent"; "categories", "tags" with commas;
 * "comments", "open" or "closed". "" takes the key out. */
struct compose_change {
  const char *key, *value;
};

struct compose {
  int64_t id; /* the article it is of; 0: a new one, a draft unless it says more */
  const char *text; /* front matter and body, of `size` bytes with a NUL behind;
                       without front matter the body of the article; NULL: its own */
  size_t size;
  const char *content; /* the body, whatever `text` says; NULL: not given */
  const struct compose_change *changes;
  size_t change_count;
  const char *format; /* "markdown", "html"; NULL: by the ending of `file`, else that of
                         the article, else markdown */
  const char *file;   /* its real path, where pictures are looked for beside it; NULL:
                         that of an article that was imported */
  const char *was;    /* the article's text (site/publish/article_text.h) as it was when
                         `text`    was begun; NULL: not asked */
};

/* Something of the text was not taken over; `line` from 1, 0 for none in particular. */
typedef void compose_note(void *context, int line, const char *note);

/* Saves the article of a text; *id is its number. An article that came from a file
 * stays that file's: the file's next change replaces it. ERR_INVALID or ERR_SYNTAX with
 * *problem, and nothing changed, where the text breaks a rule or the article is another
 * by now than it `was`. Notes come only for what was saved. */
enum err compose_save(struct site *site, struct arena *a, const struct compose *c,
    compose_note *note, void *context, int64_t *id,
    struct parse_problem *problem) MUST_USE;

#endif
