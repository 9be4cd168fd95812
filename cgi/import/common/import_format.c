#include "import/common/import_format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "import/common/import_charset.h"
#include "markup/wordpress/wxr_head.h"

enum { HEAD = 8192, CHUNK = 64 << 10 };

bool import_format_find(const char *name, enum import_format *out) {
  static const char *const names[] = {[IMPORT_AUTO] = "auto",
      [IMPORT_MARKDOWN] = "markdown",
      [IMPORT_HTML] = "html",
      [IMPORT_WXR] = "wxr"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(names[i], name) == 0) {
      *out = (enum import_format)i;
      return true;
    }
  return false;
}

/* True for the first bytes of a WordPress export in the given encoding. */
static bool import_format_is_export(
    const struct import_run *run, const char *head, size_t n) {
  char text[2 * HEAD] = "";
  const char *charset = run->options->charset;
  if (!charset)
    return wxr_is_like(head, n);
  size_t size = import_charset_head(charset, head, n, text, sizeof text);
  return wxr_is_like(text, size);
}

enum import_format import_format_of(const struct import_run *run, const char *path) {
  char head[HEAD], why[FILE_WHY];
  struct stat st;
  int fd = run->input;
  if (run->options->format != IMPORT_AUTO)
    return run->options->format;
  if (path && file_open(path, FILE_NO_FOLLOW, &fd, &st, why))
    return IMPORT_AUTO;
  ssize_t n = pread(fd, head, sizeof head, 0);
  if (path)
    close(fd);
  return n > 0 && import_format_is_export(run, head, (size_t)n) ? IMPORT_WXR
                                                                : IMPORT_AUTO;
}

int import_format_temporary(void) {
  const char *folder = getenv("TMPDIR");
  return open(
      folder && *folder ? folder : "/tmp", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
}

enum err import_format_keep_input(struct import_run *run) {
  static char chunk[CHUNK];
  if (run->input >= 0)
    return OK;
  run->input = import_format_temporary();
  enum err e = run->input < 0 ? err_of_errno(errno) : OK;
  while (!e) {
    ssize_t n = read(STDIN_FILENO, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return n < 0 ? ERR_IO : OK;
    if (!file_write(run->input, chunk, (size_t)n))
      e = err_of_errno(errno);
  }
  return e;
}
