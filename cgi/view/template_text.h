/* Inside view/ only: the text of a template as ctemplate gets it. */
#ifndef VIEW_TEMPLATE_TEXT_H
#define VIEW_TEMPLATE_TEXT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The names of the built-in templates: the i-th, or NULL past the last. */
const char *template_text_name(size_t i);

/* Adds the text of the template `name`, the override's where the folder (or NULL) has
 * one, with words and includes put in. ERR_TEMPLATE with a sentence in `why`. */
enum err template_text(const char *name, const char *override, const char *lang,
    struct buf *out, char *why, size_t why_size) MUST_USE;

/* ERR_TEMPLATE where the folder has a template of a name nobody knows. */
enum err template_text_check_folder(
    const char *override, char *why, size_t why_size) MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
