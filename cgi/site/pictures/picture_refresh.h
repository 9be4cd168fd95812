/* Keeps what is known about the pictures in media/ up to date, and their smaller copies
 * in media/_sizes/. */
#ifndef SITE_PICTURES_PICTURE_REFRESH_H
#define SITE_PICTURES_PICTURE_REFRESH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

struct picture_refresh {
  struct site *site;
  bool checks_copies; /* a copy that is missing is made again, too */
  bool evicts; /* all pages, if a row changes: any of them may show the picture */
};

/* What became of a picture. */
struct picture_outcome {
  bool changed;      /* its row is new or another one */
  bool has_location; /* that the location was removed from the file */
  const char
      *fault; /* the end of a sentence about the file, in the arena; NULL: none */
};

/* Looks at the picture of that path in media/ and, if it is new or has changed, has its
 * copies made and stores its row. A file that is gone loses its row. Does nothing if
 * the program pamphlet-picture is not installed. A fault of the picture is part of the
 * outcome. Not inside txn_write. ERR_IO, ERR_NOMEM, or errors of txn_write. */
enum err picture_refresh_one(const struct picture_refresh *r, struct arena *a,
    const char *name, struct picture_outcome *out) MUST_USE;

/* Counts and faults of a whole site. */
struct picture_refresh_total {
  size_t pictures, changed, faults, located, removed;
};

/* `fault` NULL: the picture has none. */
typedef void picture_refresh_report(
    void *context, const char *name, const struct picture_outcome *outcome);

/* The same for all pictures of the site; then removes rows and copies that belong to no
 * file any more. */
enum err picture_refresh_all(struct picture_refresh *r, picture_refresh_report *report,
    void *context, struct picture_refresh_total *out) MUST_USE;

#endif
