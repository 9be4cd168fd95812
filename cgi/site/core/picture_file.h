/* The names of pictures in media/ and of their smaller copies. */
#ifndef SITE_CORE_PICTURE_FILE_H
#define SITE_CORE_PICTURE_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/err.h"

/* The folder of all copies, in media/. What is in it can be made again. */
#define PICTURE_FOLDER "_sizes"

/* True if a file of this path in media/ is a picture: by its ending, outside of the
 * folder of copies. */
bool picture_file_is_one(const char *name);

/* The modification time of a file, as rows of the table picture have it: nanoseconds.
 */
int64_t picture_file_time(const struct stat *st);

/* Calls `visit` for each copy in the list `copies` (db/model/picture.h), format by
 * format: `format` is an ending, `is_own` true for that of the picture itself. Ends
 * with the first error, and returns it. */
typedef enum err picture_file_visit(
    void *context, const char *format, bool is_own, int64_t width);
enum err picture_file_each_copy(
    const char *copies, picture_file_visit *visit, void *context) MUST_USE;

/* True if the list is well-formed: it comes from a process that hostile pictures may
 * have taken over. */
bool picture_file_is_list(const char *copies);

#endif
