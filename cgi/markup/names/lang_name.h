/* Names of languages, each in itself. */
#ifndef MARKUP_NAMES_LANG_NAME_H
#define MARKUP_NAMES_LANG_NAME_H

#include "base/arena.h"

/* The name of a language (BCP 47) as its speakers write it: "Deutsch", "Português
 * (BR)", "简体中文". The tag itself if the name is not known. In the arena or static;
 * NULL when out of memory. */
const char *lang_name(struct arena *a, const char *lang);

#endif
