/* Language tags. */
#ifndef MARKUP_NAMES_LANG_H
#define MARKUP_NAMES_LANG_H

#include <stdbool.h>

/* True if `s` has the form of a language tag (BCP 47: RFC 5646 section 2.1), such as
 * "en", "pt-BR" or "zh-Hant-TW". The language itself has two or three letters: the RFC
 * reserves longer ones, but none has been registered. Subtags are not looked up. */
bool lang_is_valid(const char *s);

#endif
