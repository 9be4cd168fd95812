#include "site/core/picture_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { FORMAT_NAME = 8, MOST_WIDTH = 100000 };

bool picture_file_is_one(const char *name) {
  static const char *const endings[] = {
      ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg"};
  static const char folder[] = PICTURE_FOLDER "/";
  if (strncmp(name, folder, sizeof folder - 1) == 0)
    return false;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (file_name_ends_with(name, endings[i]))
      return true;
  return false;
}

/* Computed without a sign, because it is only compared: an absurd one may wrap around.
 */
int64_t picture_file_time(const struct stat *st) {
  return (int64_t)((uint64_t)st->st_mtim.tv_sec * 1000000000u +
                   (uint64_t)st->st_mtim.tv_nsec);
}

/* Reads "=jpg:" from *at; false if there is something else. */
static bool picture_file_format(
    const char **at, char format[FORMAT_NAME], bool *is_own) {
  const char *s = *at;
  *is_own = *s == '=';
  s += *is_own;
  size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz");
  if (!n || n >= FORMAT_NAME || s[n] != ':')
    return false;
  snprintf(format, FORMAT_NAME, "%.*s", (int)n, s);
  *at = s + n + 1;
  return true;
}

/* Reads a width, and a ',' after it; 0 if there is something else. */
static int64_t picture_file_width(const char **at) {
  size_t n = strspn(*at, "0123456789");
  if (!n || n > 6)
    return 0;
  int64_t width = strtoll(*at, NULL, 10);
  *at += n;
  return width <= MOST_WIDTH ? width : 0;
}

enum err picture_file_each_copy(
    const char *copies, picture_file_visit *visit, void *context) {
  enum err e = OK;
  for (const char *s = copies; !e && *s; s += *s == ';') {
    char format[FORMAT_NAME];
    bool is_own = false;
    if (!picture_file_format(&s, format, &is_own))
      return ERR_SYNTAX;
    do {
      s += *s == ',';
      int64_t width = picture_file_width(&s);
      if (!width || (*s && *s != ',' && *s != ';'))
        return ERR_SYNTAX;
      e = visit ? visit(context, format, is_own, width) : OK;
    } while (!e && *s == ',');
  }
  return e;
}

bool picture_file_is_list(const char *copies) {
  return picture_file_each_copy(copies, NULL, NULL) == OK;
}
