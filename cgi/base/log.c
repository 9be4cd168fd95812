#include "base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"

enum { LINE = 2048 };

static bool log_is_silent;

static char log_request[LIMIT_REQUEST_ID + 1];

static const char *const level_names[] = {"info", "warn", "error"};

/* Appends one byte, leaving room for the final newline: an event that is too long is
 * cut, but stays one line. */
static void log_put(char *line, size_t *len, char c) {
  if (*len < LINE - 1)
    line[(*len)++] = c;
}

static void log_put_text(char *line, size_t *len, const char *s) {
  while (*s)
    log_put(line, len, *s++);
}

/* utf8_printable has escaped what could control a terminal or end the line. Quotes and
 * backslashes are left for logfmt. */
static void log_put_value(char *line, size_t *len, const char *value) {
  struct buf safe = {0};
  utf8_printable(&safe, value);
  log_put(line, len, '"');
  for (const char *s = buf_text(&safe); *s; s++) {
    if (*s == '"' || *s == '\\')
      log_put(line, len, '\\');
    log_put(line, len, *s);
  }
  log_put(line, len, '"');
  buf_free(&safe);
}

void log_about(const char *id) {
  snprintf(log_request, sizeof log_request, "%s", id);
}

void log_silence(void) {
  log_is_silent = true;
}

static void log_put_pair(char *line, size_t *len, const char *key, const char *value) {
  log_put(line, len, ' ');
  log_put_text(line, len, key);
  log_put(line, len, '=');
  log_put_value(line, len, value ? value : "");
}

void log_event(enum log_level level, const char *event, ...) {
  char line[LINE];
  if (log_is_silent)
    return;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  struct tm utc;
  gmtime_r(&now.tv_sec, &utc);
  size_t len = strftime(line, sizeof line, "time=%Y-%m-%dT%H:%M:%S", &utc);
  int n = snprintf(line + len, sizeof line - len, ".%03ldZ level=%s pid=%d event=%s",
      now.tv_nsec / 1000000, level_names[level], (int)getpid(), event);
  /* Time, level and event are short and always fit. */
  if (n > 0)
    len += (size_t)n;

  /* Before what may be long, and so cut. */
  if (*log_request)
    log_put_pair(line, &len, "request", log_request);
  va_list args;
  va_start(args, event);
  for (const char *key; (key = va_arg(args, const char *)) != NULL;) {
    const char *value = va_arg(args, const char *);
    log_put_pair(line, &len, key, value);
  }
  va_end(args);
  line[len++] = '\n';
  /* If standard error cannot be written to, there is nowhere left to report it. */
  ssize_t ignored = write(STDERR_FILENO, line, len);
  (void)ignored;
}
