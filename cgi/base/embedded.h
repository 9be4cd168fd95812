/* Files that the build embeds into the programs: schema, templates, public files. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

/* One file. A NUL follows its `size` bytes. Lists are sorted by name and end with a
 * NULL name. cmake/embed.cmake generates them. */
struct embedded_file {
  const char *name;
  const unsigned char *data;
  size_t size;
};

#endif
