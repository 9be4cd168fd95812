/* Tells readers about a mistake in a published article. */
#ifndef SITE_PUBLISH_CORRECT_H
#define SITE_PUBLISH_CORRECT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* Length of the longest notice, in bytes. */
enum { CORRECT_NOTE_MOST = 2000 };

struct correct_order {
  int64_t article;
  const char *note; /* a line of plain text */
  bool hides;       /* readers do not see what was changed */
};

/* Adds a notice of now to an article, with what was changed since readers were last
 * told (site/publish/correct_edit.h), as far as it can be compared. ERR_INVALID, with a
 * sentence in `why`, if the article is not public or the note is not a line of text;
 * ERR_TOO_LARGE, likewise, if it has too many; ERR_NOT_FOUND. */
enum err correct_add(struct site *site, struct arena *a,
    const struct correct_order *order, char *why, size_t why_size) MUST_USE;

/* Removes the notice with the ID `id` from an article. ERR_NOT_FOUND if it has no such
 * notice. */
enum err correct_remove(
    struct site *site, struct arena *a, int64_t article, int64_t id) MUST_USE;

/* The sentence for an article that is not public. */
extern const char correct_unpublished[];

/* The sentence that says what is wrong with a note; NULL for a good one. */
const char *correct_note_fault(const char *note);

#endif
