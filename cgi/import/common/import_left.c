#include "import/common/import_left.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "import/common/import_report.h"

/* A hostile file must not fill the memory with different texts. */
enum { MOST_LEFT = 200 };

void import_left_count(
    struct import_run *run, struct import_left **left, int line, const char *what) {
  size_t n = 0;
  /* The second reading would count everything twice. */
  if (run->again)
    return;
  struct import_left **at = left;
  for (; *at; at = &(*at)->next, n++)
    if (strcmp((*at)->what, what) == 0) {
      (*at)->count++;
      return;
    }
  struct import_left *one = n < MOST_LEFT ? arena_alloc(run->arena, sizeof *one) : NULL;
  char *copy = one ? arena_strdup(run->arena, what) : NULL;
  if (!copy)
    return;
  *one = (struct import_left){NULL, copy, 1, line};
  *at = one;
}

void import_left_add(struct import_run *run, struct import_left **left, int line,
    const char *format, ...) {
  char what[IMPORT_LEFT_TEXT];
  va_list args;
  va_start(args, format);
  vsnprintf(what, sizeof what, format, args);
  va_end(args);
  import_left_count(run, left, line, what);
}

void import_left_report(struct import_run *run, const struct import_left *left,
    const struct import_file *file) {
  for (const struct import_left *l = left; l; l = l->next) {
    char *message =
        l->line ? arena_printf(run->arena, "ignored: %s (%zu, first on line %d)",
                      l->what, l->count, l->line)
                : arena_printf(run->arena, "ignored: %s (%zu)", l->what, l->count);
    if (message)
      run->report(run->context, IMPORT_WARNING, import_report_name(file), 0, message);
  }
}
