/* Finds in a template what a page would show wrongly, or not at all, although the
 * template can be loaded. */
#ifndef VIEW_TEMPLATE_LINT_H
#define VIEW_TEMPLATE_LINT_H

#include "base/overlay.h"

/* Receives a finding: the path or name of the file, its line, from 1, and a sentence
 * without a full stop. */
typedef void template_lint_report(
    void *context, const char *file, int line, const char *finding);

/* Reports names that nothing sets, and HTML that browsers refuse because of the
 * Content-Security-Policy of all pages (inline styles and scripts, files of other
 * sites), or in which a variable is not escaped. `name` is that of the template, which
 * says if it is HTML. */
void template_lint(
    const char *name, const char *text, template_lint_report *report, void *context);

/* The same for all templates that folders of `own` have. Files that cannot be read are
 * left to templates_load. */
void template_lint_files(
    const struct overlay *own, template_lint_report *report, void *context);

#endif
