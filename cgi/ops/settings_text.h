/* Inside ops only: the text of site.ini with one setting changed. */
#ifndef OPS_SETTINGS_TEXT_H
#define OPS_SETTINGS_TEXT_H

#include "base/err.h"

/* Sets a setting in `text`; the caller frees *out. Its line, under the current or a
 * former name, is changed in place; if it has none, one is added at the end of its
 * section, which is added at the end of the text. Lines of the section that have former
 * names get the current ones. Everything else, line ends included, stays. ERR_NOMEM. */
enum err settings_text_set(const char *text, const char *section, const char *name,
    const char *value, char **out) MUST_USE;

#endif
