/* Checks a theme before readers see it. */
#ifndef OPS_THEME_CHECK_H
#define OPS_THEME_CHECK_H

#include <stddef.h>

#include "base/err.h"

/* Receives a finding: where it is ("templates/list.html:12") and a sentence without a
 * full stop. An error ends the check and is returned. */
typedef enum err theme_check_report(
    void *context, const char *where, const char *finding);

/* Checks the theme `name` of the site in `dir`, together with the site's own files:
 * that all templates load, their names and HTML (view/template_lint.h), and the
 * contrast of its colours, with those of the settings. ERR_CONFIG with a sentence in
 * `why` if there is no such theme, or the settings cannot be read; ERR_NOMEM, ERR_IO.
 */
enum err theme_check(const char *dir, const char *name, theme_check_report *report,
    void *context, char *why, size_t why_size) MUST_USE;

#endif
