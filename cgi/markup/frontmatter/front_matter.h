/* Front matter, the metadata at the head of a file: YAML between lines "---", TOML
 * between lines "+++", a JSON object, or Pelican's lines "Key: value". Uses libyaml,
 * toml++ and jansson. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/front_matter_list.h"
#include "markup/frontmatter/front_matter_types.h"
#include "markup/frontmatter/parse_problem.h"

/* True if the text, with or without a byte order mark, begins with front matter of any
 * of the three kinds. */
bool front_matter_begins(const char *text, size_t n);

/* Reads the front matter of the `n` bytes at `text`, which are followed by a NUL, with
 * or without a byte order mark, with LF or CRLF line ends. A value of the wrong type
 * becomes a note. Returns ERR_SYNTAX or ERR_INVALID with *problem if the whole cannot
 * be read: it does not parse, nesting or size is over the limits, or the closing line
 * is missing; ERR_NOMEM. */
enum err front_matter_read(struct arena *a, const char *text, size_t n,
    struct front_matter *out, struct parse_problem *problem) MUST_USE;

#endif
