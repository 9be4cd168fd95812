/* Inside view/ only: the text of a template, with messages and includes expanded, as
 * ctemplate parses it. */
#ifndef VIEW_TEMPLATE_TEXT_H
#define VIEW_TEMPLATE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/overlay.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The name of the built-in template number `i`, or NULL after the last. */
const char *template_text_name(size_t i);

/* True for templates of plain text, such as that of a mail: what ends in .txt. */
bool template_text_is_plain(const char *name);

/* Adds the text of the template `name`: from `own` (NULL: none) if it has the file,
 * else the built-in one. ERR_TEMPLATE with a sentence in `why`, ERR_NOMEM. */
enum err template_text(const char *name, const struct overlay *own, const char *lang,
    struct buf *out, char *why, size_t why_size) MUST_USE;

/* Checks that the folder (NULL: none) has no template with an unknown name, which would
 * have no effect. ERR_TEMPLATE with a sentence in `why`. */
enum err template_text_check_folder(
    const char *path, char *why, size_t why_size) MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
