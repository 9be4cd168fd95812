/* Reads an XML file that is a list of records, such as an export of comments or a feed,
 * one record in memory at a time. Uses expat. */
#ifndef MARKUP_XML_XML_RECORDS_H
#define MARKUP_XML_XML_RECORDS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"

/* Limits in bytes: a text or a tag, and a record with all that is in it. */
enum { XML_RECORDS_TEXT = 16 << 20, XML_RECORDS_RECORD = 128 << 20 };

struct xml_attribute {
  struct xml_attribute *next;
  const char *name, *value;
};

/* An element. Names have their prefix, "dsq:id", as in the file. */
struct xml_node {
  struct xml_node *next, *children;
  struct xml_attribute *attributes;
  const char *name;
  const char *text; /* its own, without that of its children; "" for none */
  int line;
};

/* Gets each child of the root element in the order of the file; `record` lives in `a`,
 * until the function returns. An error ends the reading and is returned. */
typedef enum err xml_record_visit(
    void *context, const struct xml_node *record, struct arena *a);

/* Reads the file `fd` from its beginning to its end. Returns ERR_SYNTAX or ERR_INVALID
 * with *problem if it is not XML, has a DOCTYPE, is nested too deeply or exceeds a
 * limit above; ERR_IO, ERR_NOMEM. */
enum err xml_records_read(int fd, xml_record_visit *visit, void *context,
    struct parse_problem *problem) MUST_USE;

/* The first child of that name; NULL if there is none, or `node` is NULL. */
const struct xml_node *xml_records_child(const struct xml_node *node, const char *name);

/* The text of that child, or the value of that attribute, without white space around
 * it, in the arena; "" if there is none, NULL when out of memory. */
char *xml_records_text(struct arena *a, const struct xml_node *node, const char *child);
char *xml_records_attribute(
    struct arena *a, const struct xml_node *node, const char *name);

#endif
