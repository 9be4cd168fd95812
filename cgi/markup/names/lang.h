/* Names of languages. */
#ifndef MARKUP_NAMES_LANG_H
#define MARKUP_NAMES_LANG_H

#include <stdbool.h>

/* True when `s` has the shape of a language tag (BCP 47: RFC 5646 section 2.1), "en",
 * "pt-BR", "zh-Hant-TW". Languages have two
 * or three letters: the RFC leaves room for longer ones, of which there are none. What
 * the parts mean is not looked up. */
bool lang_is_valid(const char *s);

#endif
