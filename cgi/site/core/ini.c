/* A line is understood without those around it, except for its section. So "pamphlet
 * config" can change one line of a file with ini_line_read, and leaves comments and
 * order as they are (ops/settings_text.c). */
#include "site/core/ini.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static enum err ini_load(
    struct arena *a, const char *file, char **text, char *why, size_t why_size) {
  char *buffer =
      arena_alloc(a, INI_FILE + 2); /* one more byte tells a file too large */
  if (!buffer) {
    snprintf(why, why_size, "%s", err_text(ERR_NOMEM));
    return ERR_NOMEM;
  }
  FILE *f = fopen(file, "rb");
  enum err e = f                 ? OK
               : errno == ENOENT ? ERR_NOT_FOUND
               : errno == EACCES ? ERR_OWNER
                                 : ERR_IO;
  /* One byte more than allowed, to notice a file that is too long. */
  size_t n = f ? fread(buffer, 1, INI_FILE + 1, f) : 0;
  if (f && ferror(f))
    e = ERR_IO;
  if (e)
    snprintf(why, why_size, "%s cannot be read: %s", file, strerror(errno));
  if (f)
    fclose(f);
  buffer[n] = '\0';
  /* A NUL would end the text early: the settings after it would have no effect. */
  if (!e && (n > INI_FILE || strlen(buffer) != n)) {
    snprintf(why, why_size, "%s is not a text file of at most %d KiB", file,
        INI_FILE / 1024);
    e = ERR_CONFIG;
  }
  *text = buffer;
  return e;
}

/* Removes white space at both ends of a span of text. "\r" is among it, for files from
 * Windows. */
static void ini_trim(const char **text, size_t *size) {
  while (*size && strchr(" \t\r", **text)) {
    ++*text;
    --*size;
  }
  while (*size && strchr(" \t\r", (*text)[*size - 1]))
    --*size;
}

struct ini_line ini_line_read(const char *text, size_t size) {
  struct ini_line line = {.kind = INI_FAULT};
  if (size > INI_LINE) {
    line.fault = "is longer than 4096 bytes";
    return line;
  }
  ini_trim(&text, &size);
  if (!size || *text == '#' || *text == ';') {
    line.kind = size ? INI_COMMENT : INI_BLANK;
    return line;
  }
  /* After comments have been let through: no one reads them, so they may have any
   * bytes. */
  if (utf8_check(text, size, UTF8_MULTI_LINE)) {
    line.fault = "is not UTF-8, or has control characters";
    return line;
  }
  if (*text == '[') {
    if (text[size - 1] != ']') {
      line.fault = "begins like a section: write [name], and nothing after it";
      return line;
    }
    line.kind = INI_SECTION;
    line.name = text + 1;
    line.name_size = size - 2;
    ini_trim(&line.name, &line.name_size);
    return line;
  }
  /* The first one: values may contain "=". */
  const char *equals = memchr(text, '=', size);
  if (!equals) {
    line.fault = "is not of the form name = value";
    return line;
  }
  line.kind = INI_PAIR;
  line.name = text;
  line.name_size = (size_t)(equals - text);
  line.value = equals + 1;
  line.value_size = size - line.name_size - 1;
  ini_trim(&line.name, &line.name_size);
  ini_trim(&line.value, &line.value_size);
  return line;
}

bool ini_is(const char *text, size_t size, const char *word) {
  return strlen(word) == size && memcmp(text, word, size) == 0;
}

const char *ini_first_line(const char *text) {
  /* The byte order mark U+FEFF in UTF-8, with which some editors on Windows begin a
   * file. It would be part of the first line. */
  static const char mark[] = "\xef\xbb\xbf";
  return strncmp(text, mark, sizeof mark - 1) == 0 ? text + sizeof mark - 1 : text;
}

/* Blank lines and comments are not visited. For a line with a fault, *fault is set and
 * nothing else happens. */
static enum err ini_visit_line(struct arena *a, const struct ini_line *line,
    const char **section, ini_visit *visit, void *context, int number,
    const char **fault) {
  *fault = line->fault;
  if (line->kind != INI_SECTION && line->kind != INI_PAIR)
    return OK;
  const char *name = arena_strndup(a, line->name, line->name_size), *value = NULL;
  if (line->kind == INI_SECTION)
    *section = name;
  else
    value = arena_strndup(a, line->value, line->value_size);
  if (!name || (line->kind == INI_PAIR && !value))
    return ERR_NOMEM;
  *fault =
      visit(context, number, *section, line->kind == INI_PAIR ? name : NULL, value);
  return OK;
}

enum err ini_read(struct arena *a, const char *file, ini_visit *visit, void *context,
    char *why, size_t why_size) {
  const char *section = "", *fault = NULL;
  char *text = NULL;
  enum err e = ini_load(a, file, &text, why, why_size);
  if (e)
    return e;
  const char *s = ini_first_line(text);
  for (int number = 1;; number++) {
    size_t n = strcspn(s, "\n");
    struct ini_line line = ini_line_read(s, n);
    e = ini_visit_line(a, &line, &section, visit, context, number, &fault);
    if (e)
      snprintf(why, why_size, "%s", err_text(e));
    else if (fault)
      snprintf(why, why_size, "%s:%d: %s", file, number, fault);
    /* The first fault ends the reading: later ones may only be its consequences. */
    if (e || fault)
      return e ? e : ERR_CONFIG;
    /* The last line need not end with a line end. */
    if (!s[n])
      return OK;
    s += n + 1;
  }
}
