/* Inside picture only: reads a picture and writes its smaller copies. Uses libvips. */
#ifndef PICTURE_PICTURE_MAKE_H
#define PICTURE_PICTURE_MAKE_H

#include "picture/picture_job.h"

/* Sets the library up; false if it does not start. */
bool picture_make_start(void);

/* Fills *out in any case. Copies are files that are complete before they get their
 * name. */
void picture_make(const struct picture_job *job, struct picture_result *out);

#endif
