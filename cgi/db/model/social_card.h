/* Social cards (site/pictures/social_card_refresh.h), and the articles that may need
 * another one. Triggers note these (schema/0073_social_card.sql). Errors: db/db.h. */
#ifndef DB_MODEL_SOCIAL_CARD_H
#define DB_MODEL_SOCIAL_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

struct social_card {
  const char *hash;  /* the name of the file begins with it */
  const char *fault; /* why there is no file; "" */
};

/* Reads the card of an article into the arena; {NULL, NULL} if it has none. */
enum err social_card_find(
    struct db *s, struct arena *a, int64_t article, struct social_card *out) MUST_USE;

/* True in *out if a file with that hash belongs to any article. */
enum err social_card_has_hash(struct db *s, const char *hash, bool *out) MUST_USE;

/* Adds or replaces that of an article. Inside txn_write. */
enum err social_card_put(
    struct db *s, int64_t article, const struct social_card *card) MUST_USE;

/* Deletes it, if there is one. Inside txn_write. */
enum err social_card_drop(struct db *s, int64_t article) MUST_USE;

/* An article to look at. */
struct social_card_due {
  int64_t article, change; /* 0: it is not noted */
};

/* Lists at most `most` of those noted: what is neither public nor scheduled, or was
 * deleted, comes first, then the others from the newest. */
enum err social_card_due_list(struct db *s, struct arena *a, int64_t most,
    struct social_card_due **out, size_t *count) MUST_USE;

/* How many are noted. */
enum err social_card_due_count(struct db *s, int64_t *out) MUST_USE;

/* The article after `article` by its ID, noted or not, or one noted that was deleted;
 * *found is false at the end. */
enum err social_card_due_next(
    struct db *s, int64_t article, bool *found, struct social_card_due *out) MUST_USE;

/* Removes the note, unless something has happened to the article since it was read.
 * Inside txn_write. */
enum err social_card_due_done(struct db *s, const struct social_card_due *due) MUST_USE;

/* True in *out if nothing has happened to the article since it was read: it has the
 * same note, the card of that hash ("": none), and is public or scheduled if
 * `is_public`, or else not. Inside txn_write. */
enum err social_card_is_current(struct db *s, const struct social_card_due *due,
    const char *hash, bool is_public, bool *out) MUST_USE;

/* The fault that most cards have, in the arena, and how many have any; *count is 0 and
 * *fault unchanged if none has. */
enum err social_card_faults(
    struct db *s, struct arena *a, int64_t *count, const char **fault) MUST_USE;

#endif
