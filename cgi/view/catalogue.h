/* Inside view/ only: the translations of the messages, one catalogue per file in po/.
 * The build compiles them with msgfmt and embeds them (cmake/catalogues.cmake). */
#ifndef VIEW_CATALOGUE_H
#define VIEW_CATALOGUE_H

#include <stddef.h>
#include <stdint.h>

/* One compiled catalogue. */
struct catalogue {
  const char *language; /* BCP 47, "zh-Hans" for po/zh_Hans.po */
  const unsigned char *mo;
  size_t size;
  unsigned forms;                      /* how many plural forms the language has */
  unsigned (*plural)(unsigned long n); /* the form for the number n: 0 to forms - 1 */
};

/* All catalogues in order of language; `language` is NULL after the last. */
extern const struct catalogue catalogues[];

/* The best catalogue for `lang` (BCP 47), or NULL if readers of `lang` get English. For
 * "de-AT" it is that of Austria, or else "de". Chinese without a script is simplified,
 * except in Taiwan, Hong Kong and Macau; a language in another script than that of the
 * catalogue has none. */
const struct catalogue *catalogue_find(const char *lang);

/* The next best catalogue after one that catalogue_find or this function returned, or
 * NULL: "de" after "de-AT", which needs to have only the messages that differ. */
const struct catalogue *catalogue_next(const struct catalogue *c);

/* The translation of the message with the ID `id`, whose English text is `english`.
 * NULL if it has none, or one of another English text. Of a message with plural forms,
 * the first; the others follow it, each after the NUL of the one before. Valid forever.
 */
const char *catalogue_text(
    const struct catalogue *c, const char *id, const char *english);

/* The plural form for `count` of such a message, or NULL. */
const char *catalogue_plural(
    const struct catalogue *c, const char *id, const char *english, int64_t count);

#endif
