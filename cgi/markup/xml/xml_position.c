#include "markup/xml/xml_position.h"

#include <limits.h>

/* Since 2.9.0, which Debian 13 has got as a security update, the older functions are
 * deprecated: their types have 32 bits on some machines. */
#if XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 9)
#define XML_POSITION_LINE XML_GetCurrentLineNumber64
#define XML_POSITION_BYTE XML_GetCurrentByteIndex64
#else
#define XML_POSITION_LINE XML_GetCurrentLineNumber
#define XML_POSITION_BYTE XML_GetCurrentByteIndex
#endif

int xml_position_line(XML_Parser parser) {
  uint64_t line = XML_POSITION_LINE(parser);
  return line > INT_MAX ? INT_MAX : (int)line;
}

int64_t xml_position_byte(XML_Parser parser) {
  return XML_POSITION_BYTE(parser);
}
