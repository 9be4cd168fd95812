/* Inside markup/frontmatter only: reads the values of front matter. A value that cannot
 * be read becomes a note and is ignored, so that one field does not cost a whole
 * article: the only error of these functions is ERR_NOMEM. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_VALUE_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "markup/frontmatter/front_matter_list.h"
#include "markup/frontmatter/front_matter_types.h"
#include "markup/frontmatter/yaml_tree.h"

struct front_matter_reader {
  struct arena *arena;
  struct front_matter *out;
  struct front_matter_note **last_note; /* where the next note is linked */
};

/* Keeps a note about line `line`; `hides` as in struct front_matter_note. */
enum err front_matter_note(struct front_matter_reader *r, int line, bool hides,
    const char *format, ...) __attribute__((format(printf, 4, 5))) MUST_USE;

/* Notes that the value of a key must be `what`. */
enum err front_matter_wants(struct front_matter_reader *r, const struct yaml_node *n,
    bool hides, const char *what) MUST_USE;

/* The one of the words, of which the last is NULL, that the text is in any letter case;
 * NULL if it is none of them. */
const char *front_matter_find_word(const char *s, const char *const *words);

/* Reads YAML's words for true and false. False for any other text. */
bool front_matter_read_flag(const char *s, bool *out);

/* The text of a node as one line: white space is trimmed, line ends become spaces, and
 * control characters are removed. *out is NULL if the node is a list or a map. */
enum err front_matter_read_text(struct front_matter_reader *r,
    const struct yaml_node *n, const char *key, bool hides, const char **out) MUST_USE;

/* Appends the items of a list, or the parts of a text, which characters in `between`
 * separate; with NULL, the whole text. */
enum err front_matter_read_list(struct front_matter_reader *r,
    const struct yaml_node *n, const char *between,
    struct front_matter_list *out) MUST_USE;

enum err front_matter_read_number(struct front_matter_reader *r,
    const struct yaml_node *n, const char *text, int64_t *out) MUST_USE;

/* Sets *out to `text` if it is a date. */
enum err front_matter_read_date(struct front_matter_reader *r,
    const struct yaml_node *n, bool hides, const char *text, const char **out) MUST_USE;

/* The node that stands for a list, its first item, or for a map such as {image: a.png,
 * caption: ...} or {name: Ada}; NULL if there is none. */
const struct yaml_node *front_matter_first_of(const struct yaml_node *n);

#endif
