#include "site/publish/revision_diff.h"

#include <string.h>

#include "base/tool.h"

enum {
  REVISION_DIFF_MEMORY = 512 << 20, /* of the program */
  REVISION_DIFF_SECONDS = 10,
  REVISION_DIFF_ANSWER = 64 << 20 /* bytes */
};

/* -a, because a text may have bytes that diff takes for a program's. */
enum err revision_diff(const char *before, const char *before_name, const char *after,
    const char *after_name, struct buf *out) {
  const char *const words[] = {"diff", "-a", "-u", "--speed-large-files", "--label",
      before_name, "--label", after_name, "-", "/dev/fd/3", NULL};
  const struct tool_order order = {.words = words,
      .memory = REVISION_DIFF_MEMORY,
      .seconds = REVISION_DIFF_SECONDS,
      .second = after,
      .second_size = strlen(after),
      .worst = 1};
  struct buf answer = {.most = REVISION_DIFF_ANSWER};
  enum err e =
      tool_run(&order, before, strlen(before), REVISION_DIFF_SECONDS * 1000, &answer);
  if (!e)
    buf_add(out, buf_text(&answer), answer.len);
  buf_free(&answer);
  return e ? e : buf_status(out);
}

void revision_diff_count(const char *diff, size_t *added, size_t *removed) {
  const char *line = diff;
  size_t plus = 0, minus = 0;
  /* The two lines with the names begin with the same characters. */
  for (int i = 0; i < 2 && *line; i++)
    line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n');
  while (*line) {
    plus += *line == '+';
    minus += *line == '-';
    size_t n = strcspn(line, "\n");
    line += n + (line[n] == '\n');
  }
  *added = plus;
  *removed = minus;
}
