/* Inside import/threads only: pictures in comments, which this site does not show. */
#ifndef IMPORT_THREADS_IMPORT_THREADS_PICTURES_H
#define IMPORT_THREADS_IMPORT_THREADS_PICTURES_H

#include "base/arena.h"

/* Returns `html` with a link to each picture of the web instead of the picture: `html`
 * itself if it has none, otherwise a copy in the arena. The link has the picture's
 * description or else its address as its text. Takes linear time. NULL when out of
 * memory. */
const char *import_threads_pictures(struct arena *a, const char *html);

#endif
