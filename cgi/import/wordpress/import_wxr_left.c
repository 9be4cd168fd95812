#include "import/wordpress/import_wxr_left.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "import/common/import_report.h"

/* A hostile file must not fill the memory with different texts. */
enum { MOST_LEFT = 200 };

void import_wxr_left_add(struct import_wxr *x, int line, const char *format, ...) {
  char what[200];
  va_list args;
  size_t n = 0;
  /* The second reading would count everything twice. */
  if (x->run->again)
    return;
  va_start(args, format);
  vsnprintf(what, sizeof what, format, args);
  va_end(args);
  struct import_left **at = &x->left;
  for (; *at; at = &(*at)->next, n++)
    if (strcmp((*at)->what, what) == 0) {
      (*at)->count++;
      return;
    }
  struct import_left *left =
      n < MOST_LEFT ? arena_alloc(x->run->arena, sizeof *left) : NULL;
  char *copy = left ? arena_strdup(x->run->arena, what) : NULL;
  if (!copy)
    return;
  *left = (struct import_left){NULL, copy, 1, line};
  *at = left;
}

void import_wxr_left_report(const struct import_wxr *x) {
  for (const struct import_left *l = x->left; l; l = l->next) {
    char *message = arena_printf(x->run->arena, "ignored: %s (%zu, first on line %d)",
        l->what, l->count, l->line);
    if (message)
      x->run->report(
          x->run->context, IMPORT_WARNING, import_report_name(x->file), 0, message);
  }
}
