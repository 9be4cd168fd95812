/* The records of a response: FastCGI Specification 1.0, sections 3.3 and 5. */
#ifndef HTTP_FASTCGI_OUTPUT_H
#define HTTP_FASTCGI_OUTPUT_H

#include <stddef.h>

#include "base/buf.h"

/* Appends `size` bytes of the response to the request `id`. A failure shows in
 * buf_status. */
void fastcgi_output_add(struct buf *out, int id, const void *data, size_t size);

/* Appends the end of the response. */
void fastcgi_output_end(struct buf *out, int id);

#endif
