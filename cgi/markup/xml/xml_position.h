/* Where expat is in a document, with the functions that its version has. */
#ifndef MARKUP_XML_XML_POSITION_H
#define MARKUP_XML_XML_POSITION_H

#include <stdint.h>

#include <expat.h>

/* The current line, from 1; INT_MAX for later ones. */
int xml_position_line(XML_Parser parser);

/* The offset of the current byte; -1 on an error. */
int64_t xml_position_byte(XML_Parser parser);

#endif
