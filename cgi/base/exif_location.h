/* Removes the place where a picture was taken from its metadata, without touching its
 * pixels: orientation, colour profile and all other fields stay. */
#ifndef BASE_EXIF_LOCATION_H
#define BASE_EXIF_LOCATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Overwrites the location in the `n` bytes of a picture file: the GPS directory of each
 * Exif block (Exif 2.32 section 4.6.3), and GPS properties in XMP. The size stays the
 * same. Works on JPEG, PNG, WebP and AVIF; other data is left as it is. Returns how
 * many places were overwritten. */
size_t exif_location_erase(uint8_t *data, size_t n);

/* Does the same to the open file `fd`, which must be readable and writable, and keeps
 * its modification time. ERR_IO, with errno set. */
enum err exif_location_erase_file(int fd, size_t *erased) MUST_USE;

/* True if the name has the ending of a format that can have such metadata. */
bool exif_location_is_possible(const char *name);

#endif
