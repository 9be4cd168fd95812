/* libfcgi writes to a descriptor only, and waits there. It has the layout of the
 * records in a header, though. */
#include "http/fastcgi_output.h"

#include <fastcgi.h>

static void fastcgi_output_head(struct buf *out, int type, int id, size_t size) {
  const FCGI_Header head = {.version = FCGI_VERSION_1,
      .type = (unsigned char)type,
      .requestIdB1 = (unsigned char)(id >> 8),
      .requestIdB0 = (unsigned char)id,
      .contentLengthB1 = (unsigned char)(size >> 8),
      .contentLengthB0 = (unsigned char)size};
  buf_add(out, &head, sizeof head);
}

/* The memory is taken at once: growing would copy the page several times. */
void fastcgi_output_add(struct buf *out, int id, const void *data, size_t size) {
  const char *at = data;
  size_t records = size / FCGI_MAX_LENGTH + 1;
  /* An empty record would end the stream; so does the end below, with one more. */
  buf_reserve(
      out, size + (records + 2) * sizeof(FCGI_Header) + sizeof(FCGI_EndRequestBody));
  while (size) {
    size_t n = size < FCGI_MAX_LENGTH ? size : FCGI_MAX_LENGTH;
    fastcgi_output_head(out, FCGI_STDOUT, id, n);
    buf_add(out, at, n);
    at += n;
    size -= n;
  }
}

void fastcgi_output_end(struct buf *out, int id) {
  const FCGI_EndRequestBody body = {.protocolStatus = FCGI_REQUEST_COMPLETE};
  fastcgi_output_head(out, FCGI_STDOUT, id, 0);
  fastcgi_output_head(out, FCGI_END_REQUEST, id, sizeof body);
  buf_add(out, &body, sizeof body);
}
