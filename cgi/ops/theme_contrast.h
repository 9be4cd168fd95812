/* Inside ops/ only: whether text is legible in the colours of a style sheet. */
#ifndef OPS_THEME_CONTRAST_H
#define OPS_THEME_CONTRAST_H

#include "base/err.h"

/* Receives a sentence without a full stop. An error ends the check and is returned. */
typedef enum err theme_contrast_report(void *context, const char *finding);

/* Compares the custom properties of :root in `css`, by day and in the dark: --ink,
 * --soft, --accent and --fault on --paper, --sheet and --tint; --ink on --mark; --paper
 * on --accent. WCAG 2.2 AA demands 4.5. Properties that are missing, or are not of the
 * form #rrggbb, are skipped. */
enum err theme_contrast(
    const char *css, theme_contrast_report *report, void *context) MUST_USE;

#endif
