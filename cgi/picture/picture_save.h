/* Inside picture only: writes copies of a picture in several widths and formats. */
#ifndef PICTURE_PICTURE_SAVE_H
#define PICTURE_PICTURE_SAVE_H

#include <vips/vips.h>

#include "picture/picture_job.h"

/* The smallest width of copies, in pixels. */
int picture_save_narrowest(void);

/* Writes the copies of `base`, which has their largest width, and lists them in
 * out->copies. A copy is left out if it is not smaller than the file of the picture,
 * and a format if its largest copy is. False if a file cannot be made or written. */
bool picture_save_copies(
    const struct picture_job *job, VipsImage *base, struct picture_result *out);

#endif
