#include "site/core/base_url.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "site/core/kept_file.h"
#include "site/core/settings_check.h"

static const char base_url_file[] = "base_url";

enum err base_url_keep(
    const char *dir, const char *url, int *fd, char *why, size_t why_size) {
  char path[PATH_MAX + 32];
  if (url)
    return kept_file_write(dir, base_url_file, url, fd, why, why_size);
  /* One that a crash has left is of no use any more. */
  snprintf(path, sizeof path, "%s/run/%s", dir, base_url_file);
  unlink(path);
  *fd = -1;
  return OK;
}

void base_url_forget(const char *dir, int fd) {
  kept_file_remove(dir, base_url_file, fd);
}

/* A kept text that is no URL counts as none: site.ini always has an address. */
enum err base_url_override(struct arena *a, const char *dir, const char **out) {
  struct buf text = {0};
  /* The environment first: it was given to this very process. The file tells commands
   * without the variable what the service was given. */
  const char *named = getenv("PAMPHLET_BASE_URL");
  *out = named;
  if (named)
    return OK;
  enum err e = kept_file_read(dir, base_url_file, &text);
  if (!e && text.len && !settings_check_url(buf_text(&text))) {
    *out = arena_strdup(a, buf_text(&text));
    e = *out ? OK : ERR_NOMEM;
  }
  buf_free(&text);
  return e == ERR_NOT_FOUND ? OK : e;
}
