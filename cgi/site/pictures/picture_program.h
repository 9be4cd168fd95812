/* Runs pamphlet-picture, the process that decodes pictures. */
#ifndef SITE_PICTURES_PICTURE_PROGRAM_H
#define SITE_PICTURES_PICTURE_PROGRAM_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { PICTURE_COPIES = 200, PICTURE_FAULT = 120 };

struct picture_order {
  const char *program;
  int file;                            /* the picture, open for reading */
  const char *folder, *hash, *formats; /* where copies go; "webp avif" */
};

/* What the program printed, checked. */
struct picture_found {
  int64_t width, height;       /* 0: unknown */
  char copies[PICTURE_COPIES]; /* db/model/picture.h */
  char fault[PICTURE_FAULT];   /* the end of a sentence about the file; "" */
};

/* Stores the path of the program: that in $PAMPHLET_PICTURE, or next to the running
 * program, or where the installation puts it. False if there is none. */
bool picture_program_find(char path[PATH_MAX]);

/* Runs it for one picture. A program that crashes, takes too long or prints something
 * else is a fault of that picture, and the result is OK. ERR_IO if it cannot be
 * started. */
enum err picture_program_run(
    const struct picture_order *order, struct picture_found *out) MUST_USE;

#endif
