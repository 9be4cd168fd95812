/* Inside markup/html only: the elements and attributes that the sanitiser knows. */
#ifndef MARKUP_HTML_SANITISE_TABLE_H
#define MARKUP_HTML_SANITISE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum sanitise_model {
  MODEL_DROP,        /* removed with its content */
  MODEL_UNWRAP,      /* its tags are removed */
  MODEL_BREAK,       /* its tags become a space: it was on lines of its own */
  MODEL_INLINE,      /* a phrase that contains phrases */
  MODEL_TRANSPARENT, /* may contain what its parent may (a, ins, del) */
  MODEL_VOID,        /* a phrase without content */
  MODEL_PART,        /* part of its parent, neither block nor phrase (rt, col) */
  MODEL_RULE,        /* a block without content (hr) */
  MODEL_PHRASES,     /* a block of phrases (p, headings, pre) */
  MODEL_BLOCK        /* a block of anything */
};

struct sanitise_element {
  const char *name;
  const char *as; /* written with this name; NULL: its own */
  enum sanitise_model model;
  bool in_comments;    /* allowed in comments as well */
  const char *parents; /* allowed directly inside these, each with a space; or NULL */
  const char
      *attributes; /* besides id, class, lang and dir, each with a space; or NULL */
};

enum sanitise_value {
  VALUE_TEXT,
  VALUE_LINK,   /* URL of a link */
  VALUE_SOURCE, /* URL of a picture, audio or video */
  VALUE_NUMBER, /* non-negative */
  VALUE_INTEGER,
  VALUE_RANGES, /* of lines, "2,5-7" */
  VALUE_BOOLEAN,
  VALUE_TIME,
  VALUE_WORD,  /* one of `words` */
  VALUE_WORDS, /* any number of `words` */
  VALUE_CLASS,
  VALUE_ALIGN, /* becomes a class */
  VALUE_STYLE, /* its width in percent becomes a class */
  VALUE_ID,
  VALUE_NAME, /* becomes an id */
  VALUE_LANG
};

struct sanitise_attribute {
  const char *name;
  enum sanitise_value value;
  const char *words; /* each followed by a space */
};

/* The entry of an element or attribute, NULL if the tables have none. */
const struct sanitise_element *sanitise_find_element(const char *name);
const struct sanitise_attribute *sanitise_find_attribute(const char *name);

/* True if `word` (`n` bytes) is in a list of words, each followed by a space. */
bool sanitise_has_word(const char *words, const char *word, size_t n);

/* The class that replaces the class `word`, NULL if it is not allowed. */
const char *sanitise_find_class(const char *word, size_t n, char room[64]);

/* True if the page itself has or may have an element with this ID. */
bool sanitise_is_page_id(const char *id);

#endif
