#include "cli/output/sparkline.h"

#include <stdlib.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { SPARKLINE_LEVELS = 8, SPARKLINE_WIDTH = 80 };

/* The first variable that is set decides, even if it is wrong (locale(7)). */
bool sparkline_is_utf8(void) {
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = getenv(names[i]);
    if (!value || !*value)
      continue;
    const char *dot = value;
    while (*dot && *dot != '.')
      dot++;
    return strncasecmp(dot, ".utf-8", 6) == 0 || strncasecmp(dot, ".utf8", 5) == 0;
  }
  return false;
}

int sparkline_columns(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
    return SPARKLINE_WIDTH;
  return size.ws_col;
}

void sparkline(struct buf *out, const int64_t *values, size_t count, bool utf8) {
  static const char *const bars[SPARKLINE_LEVELS] = {
      "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static const char *const ascii[SPARKLINE_LEVELS] = {
      "_", ".", "-", "~", "=", "+", "*", "#"};
  int64_t most = 0;
  for (size_t i = 0; i < count; i++)
    most = values[i] > most ? values[i] : most;
  for (size_t i = 0; i < count; i++) {
    /* Rounded up: one comment is more than none. As a double, because a product of two
     * large numbers would overflow. */
    int64_t level = 0;
    if (values[i] > 0)
      level = 1 + (int64_t)((double)(values[i] - 1) / (double)most *
                            (SPARKLINE_LEVELS - 1));
    level = level < SPARKLINE_LEVELS ? level : SPARKLINE_LEVELS - 1;
    if (values[i] == most && most > 0)
      level = SPARKLINE_LEVELS - 1;
    buf_puts(out, (utf8 ? bars : ascii)[level]);
  }
}
