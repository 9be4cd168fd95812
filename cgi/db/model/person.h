/* Everything that is stored about people, for "pamphlet privacy". One table in person.c
 * has the tables with personal data; a new one is a row there. For ROLE_COMMAND and
 * ROLE_PERSON_LINK; the sender only reads. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_PERSON_H
#define DB_MODEL_PERSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"
#include "db/model/comment_row.h"

enum { PERSON_VALUES = 20, PERSON_COMMENTS = 0, PERSON_REQUESTS = 5 };

/* A column as an export shows it. */
struct person_value {
  const char *name;
  const char *text; /* NULL: `number` counts */
  int64_t number;
};

/* A row that is about somebody. Strings live until the visitor returns. */
struct person_row {
  int kind; /* PERSON_COMMENTS, or another number for person_kind */
  int64_t id;
  const char *email;  /* "" if none is stored */
  const char *author; /* of a comment, otherwise "" */
  struct person_value values[PERSON_VALUES];
  size_t count;
};

/* The name of a kind of rows, "comments", and how many kinds there are. */
const char *person_kind(int kind);
int person_kinds(void);

/* Calls `visit` for all rows of all kinds; comments by the articles' authors are left
 * out. An error of the visitor ends the walk and is returned. */
typedef enum err person_visit(void *context, const struct person_row *row);
enum err person_each(
    struct db *s, struct arena *a, person_visit *visit, void *context) MUST_USE;

/* Inside txn_write: deletes a row of another kind than PERSON_COMMENTS, which
 * site/comments/comment_bulk.h deletes. */
enum err person_remove(struct db *s, int kind, int64_t id) MUST_USE;

/* Inside txn_write: replaces the author and digest of the comment c->id, and deletes
 * website, address, network and verdict. */
enum err person_anonymise(struct db *s, const struct comment *c, int64_t now) MUST_USE;

#endif
