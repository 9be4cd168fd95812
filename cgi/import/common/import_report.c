#include "import/common/import_report.h"

#include <stdarg.h>

const char *import_report_name(const struct import_file *f) {
  return f->path ? f->path : "-";
}

bool import_report_is_fatal(enum err e) {
  return e == ERR_FULL || e == ERR_READ_ONLY || e == ERR_BUSY || e == ERR_DAMAGED;
}

void import_report_event(
    struct import_work *w, enum import_event event, int line, const char *message) {
  if (!*message && w->title)
    message = w->title;
  if (!w->run->again)
    w->run->report(w->run->context, event, import_report_name(w->file),
        line ? line : w->line, message);
}

void import_report_failure(
    struct import_work *w, const char *name, int line, const char *message) {
  /* Reported even in the second reading: an article that could be saved and now cannot
   * is news. */
  w->file->failed = true;
  w->run->report(w->run->context, IMPORT_FAILED,
      name ? name : import_report_name(w->file), line || name ? line : w->line,
      message);
}

void import_report_file(struct import_run *run, struct import_file *f, enum err e,
    const struct parse_problem *problem) {
  f->failed = true;
  run->report(run->context, IMPORT_FAILED, import_report_name(f), problem->line,
      problem->message[0] ? problem->message : err_text(e));
}

/* `text` is NULL when out of memory. */
static void import_report_keep(struct import_work *w, enum import_event event,
    const char *file, int line, const char *text) {
  struct import_note *note = text ? arena_alloc(w->arena, sizeof *note) : NULL;
  if (!note)
    return;
  *note = (struct import_note){NULL, event, file, line, text};
  /* At the end of the list: notes are reported in the order of the file. */
  if (w->last_note)
    w->last_note->next = note;
  else
    w->notes = note;
  w->last_note = note;
}

void import_report_note(struct import_work *w, int line, const char *format, ...) {
  va_list args;
  va_start(args, format);
  import_report_keep(
      w, IMPORT_WARNING, NULL, line, arena_vprintf(w->arena, format, args));
  va_end(args);
}

void import_report_error(struct import_work *w, int line, const char *format, ...) {
  va_list args;
  va_start(args, format);
  import_report_keep(
      w, IMPORT_ERROR, NULL, line, arena_vprintf(w->arena, format, args));
  va_end(args);
}

void import_report_note_file(
    struct import_work *w, const char *file, const char *text) {
  import_report_keep(w, IMPORT_WARNING, file, 0, text);
}

void import_report_notes(struct import_work *w) {
  for (const struct import_note *n = w->notes; n; n = n->next)
    if (!n->file)
      import_report_event(w, n->event, n->line, n->text);
    else if (!w->run->again)
      w->run->report(w->run->context, n->event, n->file, 0, n->text);
}

const char *import_report_reason(enum err e) {
  if (e == ERR_INVALID)
    return "its markup is nested too deeply, or has too many markup characters in a line,"
           " footnotes or attributes: split it";
  if (e == ERR_TOO_LARGE)
    return "it renders to more than 16 MiB of HTML: split it";
  return err_text(e);
}
