/* Inside text/: which elements and attributes an article may have. */
#ifndef TEXT_SANITISE_TABLE_H
#define TEXT_SANITISE_TABLE_H

#include <stdbool.h>

enum sanitise_rule {
  SANITISE_UNWRAP, /* the content stays */
  SANITISE_DROP,   /* the content goes too */
  SANITISE_KEEP,
  SANITISE_VOID, /* kept, and has no content */
  SANITISE_LINK, /* an embed: becomes a link to what it embeds */
  SANITISE_CHECKBOX
};

struct sanitise_element {
  const char *name;
  enum sanitise_rule rule;
  const char *as;         /* written under this name; NULL: its own */
  const char *attributes; /* names it may have besides the global ones, spaces around */
};

/* The row of an element; unknown ones are unwrapped. Never NULL. */
const struct sanitise_element *sanitise_find(const char *name);

/* True for attributes every element may have. */
bool sanitise_is_global(const char *name);

#endif
