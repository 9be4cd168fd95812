/* Why not gettext's own functions: they read one language per process, that of the
 * locale, from files below a folder that has to be installed. The format of the
 * compiled file is documented in gettext's manual, "The Format of GNU MO Files": a
 * header of 32-bit numbers and two tables of lengths and positions, sorted by original
 * text. */
#include "view/catalogue.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Positions in the header of the number of texts and of the two tables. */
enum { AT_COUNT = 8, AT_ORIGINALS = 12, AT_TRANSLATIONS = 16 };

/* Ends the context of a text, which in our catalogues is the message's ID. */
#define CONTEXT_END '\004'

/* Long enough for any tag that the setting accepts. */
enum { TAG = 64 };

/* msgfmt writes the order of the machine it runs on unless told otherwise, and the
 * build tells it: little endian. */
static size_t catalogue_number(const struct catalogue *c, size_t at) {
  return (size_t)c->mo[at] | (size_t)c->mo[at + 1] << 8 | (size_t)c->mo[at + 2] << 16 |
         (size_t)c->mo[at + 3] << 24;
}

/* The text number `i` of one of the tables. The file is part of the program, so that
 * its positions need no check. */
static const char *catalogue_entry(const struct catalogue *c, size_t table, size_t i) {
  return (const char *)c->mo +
         catalogue_number(c, catalogue_number(c, table) + 8 * i + 4);
}

/* Compares an ID with the context of an original text, in the order of the table. */
static int catalogue_compare(const char *id, const char *original) {
  size_t n = strlen(id);
  int order = strncmp(id, original, n);
  return order ? order : CONTEXT_END - (unsigned char)original[n];
}

const char *catalogue_text(
    const struct catalogue *c, const char *id, const char *english) {
  size_t low = 0, high = catalogue_number(c, AT_COUNT);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const char *original = catalogue_entry(c, AT_ORIGINALS, middle);
    int order = catalogue_compare(id, original);
    if (!order) {
      /* What was translated may have meant something else: msgmerge marks it as fuzzy,
       * but nobody has run it yet. */
      const char *text = catalogue_entry(c, AT_TRANSLATIONS, middle);
      return strcmp(original + strlen(id) + 1, english) == 0 && *text ? text : NULL;
    }
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

const char *catalogue_plural(
    const struct catalogue *c, const char *id, const char *english, int64_t count) {
  const char *text = catalogue_text(c, id, english);
  unsigned form = c->plural((unsigned long)count);
  for (unsigned i = 0; text && i < form; i++)
    text += strlen(text) + 1;
  return text;
}

static const struct catalogue *catalogue_exact(const char *tag) {
  for (const struct catalogue *c = catalogues; c->language; c++)
    if (strcasecmp(c->language, tag) == 0)
      return c;
  return NULL;
}

/* Removes the last subtag, but not a script, which has four letters, unlike "1996":
 * readers of a language in one script may not be able to read the other. */
static bool catalogue_shorten(char tag[TAG]) {
  char *dash = strrchr(tag, '-');
  if (!dash || (strlen(dash + 1) == 4 && dash[1] > '9'))
    return false;
  *dash = '\0';
  return true;
}

static const struct catalogue *catalogue_search(char tag[TAG]) {
  const struct catalogue *c = NULL;
  do
    c = catalogue_exact(tag);
  while (!c && catalogue_shorten(tag));
  return c;
}

/* Chinese is written in two scripts, and a tag without one means that of its region:
 * the likely subtags of Unicode's CLDR. */
static void catalogue_add_script(const char *lang, char tag[TAG]) {
  static const char *const traditional[] = {"TW", "HK", "MO"};
  const char *rest = lang + 2, *script = "-Hans";
  if (strncasecmp(lang, "zh", 2) != 0 || (*rest && *rest != '-') ||
      strcspn(rest + (*rest == '-'), "-") == 4) {
    snprintf(tag, TAG, "%s", lang);
    return;
  }
  for (size_t i = 0; *rest && i < sizeof traditional / sizeof traditional[0]; i++)
    if (strcasecmp(rest + 1, traditional[i]) == 0)
      script = "-Hant";
  snprintf(tag, TAG, "zh%s%s", script, rest);
}

/* Each message asks for its language, and nearly all are in that of the site: the last
 * answer is remembered. */
const struct catalogue *catalogue_find(const char *lang) {
  static _Thread_local struct {
    char lang[TAG];
    const struct catalogue *found; /* for `lang`; NULL: none, as for "" */
  } last;
  char tag[TAG];
  if (strcmp(lang, last.lang) == 0)
    return last.found;
  catalogue_add_script(lang, tag);
  const struct catalogue *found = catalogue_search(tag);
  if (strlen(lang) < TAG) {
    memcpy(last.lang, lang, strlen(lang) + 1);
    last.found = found;
  }
  return found;
}

const struct catalogue *catalogue_next(const struct catalogue *c) {
  char tag[TAG];
  snprintf(tag, sizeof tag, "%s", c->language);
  return catalogue_shorten(tag) ? catalogue_search(tag) : NULL;
}
