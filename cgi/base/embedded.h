/* Files that the build put into the program: schema, templates, public files. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

/* One file. `data` has a NUL behind its `size` bytes. A list of them is in order
 * of name and ends with a NULL name. cmake/embed.cmake makes the lists. */
struct embedded_file {
  const char *name;
  const unsigned char *data;
  size_t size;
};

#endif
