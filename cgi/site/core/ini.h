/* A file of settings: lines "[section]", "name = value", blank lines, and comments,
 * which begin with # or ;. A value is the rest of its line without surrounding white
 * space; nothing in it is unquoted, and no character ends it. */
#ifndef SITE_CORE_INI_H
#define SITE_CORE_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Bytes at most: a line has room for a long list, a file for several. */
enum { INI_FILE = 512 * 1024, INI_LINE = 100 * 1024 };

enum ini_kind { INI_BLANK, INI_COMMENT, INI_SECTION, INI_PAIR, INI_FAULT };

/* One line. The pointers are into its text, and the strings are not terminated. */
struct ini_line {
  enum ini_kind kind;
  const char *name; /* of the section or the setting */
  size_t name_size;
  const char *value; /* of an INI_PAIR */
  size_t value_size;
  const char *fault; /* of an INI_FAULT: the end of a sentence, "is not UTF-8" */
};

/* Reads the `size` bytes at `text`, one line without its "\n". */
struct ini_line ini_line_read(const char *text, size_t size);

/* True if the `size` bytes at `text` are `word`. */
bool ini_is(const char *text, size_t size, const char *word);

/* The first line of a text, after the byte order mark with which some editors begin a
 * file. */
const char *ini_first_line(const char *text);

/* Gets each section (name NULL) and each pair; returns NULL, or what is wrong with it.
 * `section` is "" before the first section. The strings live in the arena; `line`
 * counts from 1. */
typedef const char *ini_visit(
    void *context, int line, const char *section, const char *name, const char *value);

/* Reads `file`. ERR_CONFIG for the first fault, ERR_NOT_FOUND, ERR_OWNER, ERR_IO or
 * ERR_NOMEM; `why` is then "FILE:LINE: sentence" or "FILE: sentence". */
enum err ini_read(struct arena *a, const char *file, ini_visit *visit, void *context,
    char *why, size_t why_size) MUST_USE;

#endif
