#include "site/core/permalink.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "markup/names/slug.h"

/* The places of a pattern. permalink_make and permalink_fault know them by number. */
static const char *const tokens[] = {":year", ":month", ":day", ":slug"};

static int permalink_token(const char *s, size_t n) {
  for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++)
    if (strlen(tokens[i]) == n && memcmp(tokens[i], s, n) == 0)
      return (int)i;
  return -1;
}

const char *permalink_fault(const char *pattern) {
  int slugs = 0, first = 1, last = -1;
  /* The limit is the size of `part` below. */
  if (pattern[0] != '/' || strlen(pattern) > 200)
    return "must begin with a slash";
  for (const char *s = pattern + 1; *s; first = 0) {
    size_t n = strcspn(s, "/");
    char part[201] = "";
    memcpy(part, s, n);
    if (s[n] != '/')
      return "must end with a slash";
    last = permalink_token(s, n);
    if (last == 3)
      slugs++;
    /* A misspelt token would otherwise become a word in every address. */
    else if (last < 0 && part[0] == ':')
      return "knows only :year, :month, :day and :slug";
    /* Reserved words matter in the first component only: "/category/:slug/" would hide
     * the lists of categories, "/blog/category/:slug/" nothing. */
    else if (last < 0 && (!slug_is_valid(part) || (first && slug_is_reserved(part))))
      return "has a component that is empty, reserved or not in lower case";
    s += n + 1;
  }
  /* A new slug replaces the last component of a permalink, whatever its pattern was. */
  return slugs == 1 && last == 3 ? NULL : "must contain :slug once, as its last part";
}

/* The date is that of the site's time zone at first publication. After that the
 * permalink is stored and does not depend on the zone any more. */
char *permalink_make(
    struct arena *a, const char *pattern, int64_t published_at, const char *slug) {
  struct civil c = {0};
  /* article_check has refused such dates, so that callers take NULL for a lack of
   * memory. */
  if (clock_civil(published_at, &c) != OK)
    return NULL;
  /* Each step copies what is there already, which is cheap: a pattern has 200 bytes at
   * most. */
  char *out = arena_strdup(a, "/");
  for (const char *s = pattern + 1; out && *s;) {
    size_t n = strcspn(s, "/");
    switch (permalink_token(s, n)) {
    case 0:
      out = arena_printf(a, "%s%04d/", out, c.year);
      break;
    case 1:
      out = arena_printf(a, "%s%02d/", out, c.month);
      break;
    case 2:
      out = arena_printf(a, "%s%02d/", out, c.day);
      break;
    case 3:
      out = arena_printf(a, "%s%s/", out, slug);
      break;
    default:
      out = arena_printf(a, "%s%.*s/", out, (int)n, s);
      break;
    }
    s += n + 1;
  }
  return out;
}

char *permalink_encode(struct arena *a, const char *path) {
  return percent_encode(a, path);
}

/* Addresses are compared as bytes, so both those that are stored and those that are
 * asked for are brought to one form: lower case, NFC, single slashes, and a slash at
 * both ends. page_find redirects other forms. */
char *permalink_normalise(struct arena *a, const char *path) {
  struct buf lower = {0};
  char *out = NULL;
  if (utf8_lower(&lower, path) == OK)
    /* Two slashes and the NUL. */
    out = arena_alloc(a, lower.len + 3);
  if (out) {
    char *to = out;
    *to++ = '/';
    for (const char *s = buf_text(&lower); *s; s++)
      if (*s != '/' || to[-1] != '/')
        *to++ = *s;
    if (to[-1] != '/')
      *to++ = '/';
  }
  buf_free(&lower);
  return out;
}
