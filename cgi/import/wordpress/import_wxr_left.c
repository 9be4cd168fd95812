#include "import/wordpress/import_wxr_left.h"

#include <stdarg.h>
#include <stdio.h>

void import_wxr_left_add(struct import_wxr *x, int line, const char *format, ...) {
  char what[IMPORT_LEFT_TEXT];
  va_list args;
  va_start(args, format);
  vsnprintf(what, sizeof what, format, args);
  va_end(args);
  import_left_count(
      x->run, &x->left, x->file && x->file->is_converted ? 0 : line, what);
}

void import_wxr_left_report(const struct import_wxr *x) {
  import_left_report(x->run, x->left, x->file);
}
