/* Inside picture only: one picture, and what is to be made of it. */
#ifndef PICTURE_PICTURE_JOB_H
#define PICTURE_PICTURE_JOB_H

#include <stdbool.h>
#include <stddef.h>

/* Widths of the copies, in pixels. A picture that is not wider than the smallest one
 * has no copies. */
#define PICTURE_WIDTHS                                                                 \
  { 400, 800, 1200, 1600 }
enum { PICTURE_WIDTH_COUNT = 4, PICTURE_WIDEST = 1600 };

enum picture_format {
  PICTURE_OTHER,
  PICTURE_JPEG,
  PICTURE_PNG,
  PICTURE_WEBP,
  PICTURE_GIF,
  PICTURE_AVIF,
  PICTURE_SVG
};

struct picture_job {
  const void *data; /* the bytes of the file */
  size_t size;
  const char *folder, *hash; /* a copy is the file "FOLDER/HASH-WIDTH.ENDING" */
  bool webp, avif;           /* formats to make besides that of the picture */
};

/* What was found out. */
struct picture_result {
  enum picture_format format;
  int width, height; /* as it is shown; 0: unknown */
  char copies[200];  /* "webp:400,800;=jpg:400"; "=" marks the format of the picture */
  const char *fault; /* NULL: none; else the end of a sentence about the file */
};

#endif
