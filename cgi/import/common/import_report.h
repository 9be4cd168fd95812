/* Inside import only: what an import reports about a file. */
#ifndef IMPORT_COMMON_IMPORT_REPORT_H
#define IMPORT_COMMON_IMPORT_REPORT_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/parse_problem.h"

/* The name of the file in reports; "-" for standard input. */
const char *import_report_name(const struct import_file *f);

/* True for errors that end the whole run: a full disk, a locked or damaged database. */
bool import_report_is_fatal(enum err e);

/* What is wrong with a text, as its author should read it. */
const char *import_report_reason(enum err e);

/* Reports what became of the file; `line` 0 is that of the item. */
void import_report_event(
    struct import_work *w, enum import_event event, int line, const char *message);

/* Reports a failure in the file `name`, NULL for the imported file itself. */
void import_report_failure(
    struct import_work *w, const char *name, int line, const char *message);

/* Reports that nothing of the file can be imported, for the reason in *problem if it
 * has one, otherwise for `e`. */
void import_report_file(struct import_run *run, struct import_file *f, enum err e,
    const struct parse_problem *problem);

/* Reports all notes. */
void import_report_notes(struct import_work *w);

/* Keeps a note for import_report_notes; it is lost when out of memory. */
void import_report_note(struct import_work *w, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for an error: the file is imported, but not as its author may expect. */
void import_report_error(struct import_work *w, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same as import_report_note about another file; `file` and `text` must outlive the
 * work. */
void import_report_note_file(struct import_work *w, const char *file, const char *text);

#endif
