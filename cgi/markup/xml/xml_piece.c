#include "markup/xml/xml_piece.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "markup/xml/xml_clean.h"

enum err xml_piece_read(struct xml_piece *p, int fd) {
  size_t rest = p->n - p->complete;
  memmove(p->text, p->text + p->complete, rest);
  ssize_t n;
  do
    n = read(fd, p->text + rest, XML_PIECE - rest);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return ERR_IO;
  p->n = rest + (size_t)n;
  p->is_last = n == 0;
  return OK;
}

/* XML begins with a character of ASCII, one of whose two bytes is NUL. */
void xml_piece_clean(struct xml_piece *p, size_t *replaced) {
  if (p->is_first)
    p->is_wide = memchr(p->text, '\0', p->n < 4 ? p->n : 4) != NULL;
  p->is_first = false;
  p->complete = p->is_wide ? p->n : xml_clean(p->text, p->n, p->is_last, replaced);
}
