/* Limits of the HTML parser, which keep it linear in time. */
#ifndef MARKUP_HTML_HTML_LIMITS_H
#define MARKUP_HTML_HTML_LIMITS_H

enum {
  HTML_DEPTH = 512,       /* elements open at once in the input */
  HTML_ATTRIBUTES = 1000, /* attributes of a tag in the input */
  HTML_NAME = 32          /* size of the longest element name that is distinguished */
};

#endif
