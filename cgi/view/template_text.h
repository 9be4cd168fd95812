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

/* The names that template_text_parted adds. */
#define TEMPLATE_IN_PARTS "PAGE_IN_PARTS"
#define TEMPLATE_AS_A_WHOLE "PAGE_AS_A_WHOLE"
#define TEMPLATE_COMMENTS_PART "PART_COMMENTS_HTML"
#define TEMPLATE_FORM_PART "PART_FORM_HTML"

/* The same for a page that includes comments.html and form.html. If *parted becomes
 * true, each of them is inside the section TEMPLATE_AS_A_WHOLE, and after the section
 * TEMPLATE_IN_PARTS, which has a line with a variable for it alone. Without the two,
 * the page is the same as without that section. If false, as the templates of a theme
 * do not allow it (template_parts.h), it is the text of template_text. `out` is empty.
 */
enum err template_text_parted(const char *name, const struct overlay *own,
    const char *lang, struct buf *out, bool *parted, char *why,
    size_t why_size) MUST_USE;

/* Checks that the folder (NULL: none) has no template with an unknown name, which would
 * have no effect. ERR_TEMPLATE with a sentence in `why`. */
enum err template_text_check_folder(
    const char *path, char *why, size_t why_size) MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
