/* Reads a file in pieces for an XML parser, and makes them acceptable to it. */
#ifndef MARKUP_XML_XML_PIECE_H
#define MARKUP_XML_XML_PIECE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { XML_PIECE = 64 << 10 };

/* Begin with {.is_first = true}. */
struct xml_piece {
  char text[XML_PIECE];
  size_t n;        /* bytes in `text` */
  size_t complete; /* of these, what the parser can have; the rest comes again */
  bool is_first;   /* until xml_piece_clean was called once */
  bool is_last;    /* the file ends here */
  bool is_wide;    /* it is in UTF-16, whose bytes cannot be cleaned */
};

/* Reads the next piece, which begins with the rest of the last one. ERR_IO. */
enum err xml_piece_read(struct xml_piece *p, int fd) MUST_USE;

/* Cleans it as xml_clean does, and sets p->complete. */
void xml_piece_clean(struct xml_piece *p, size_t *replaced);

#endif
