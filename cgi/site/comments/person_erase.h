/* Erasing what is stored about one person. */
#ifndef SITE_COMMENTS_PERSON_ERASE_H
#define SITE_COMMENTS_PERSON_ERASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* A row that was found: db/model/person.h. */
struct person_item {
  int kind;
  int64_t id;
};

/* Whom to look for. Addresses compare as people mean them (email_fold.h), names without
 * regard to the case of ASCII letters. */
struct person {
  const char *email; /* or NULL */
  const char *name;  /* or NULL */
};

/* Lists everything that is about the person, in the arena: rows with that address, or
 * comments by that name. Calls `visit`, unless that is NULL, for each of the rows.
 * ERR_NOMEM, errors of the database and of the visitor. */
struct person_row;
typedef enum err person_found(void *context, const struct person_row *row);
enum err person_find(struct site *site, struct arena *a, const struct person *who,
    person_found *visit, void *context, struct person_item **items,
    size_t *count) MUST_USE;

/* Deletes all of it for good; or, to `anonymise`, leaves the text of the comments, by
 * "Anonymous", and deletes the rest. Replies of others stay. What the spam filter has
 * learned from the comments is unlearned, so that no rare word in them remains. After
 * an error, a part may be done, and the call can be repeated. ERR_NOMEM; others:
 * db/txn.h. */
enum err person_erase(struct site *site, const struct person_item *items, size_t count,
    bool anonymise, int64_t now) MUST_USE;

#endif
