#include "site/core/backup_record.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/tempfile.h"
#include "base/utf8.h"

static const char record_name[] = "last-backup", record_next[] = "last-backup.part";

/* The one who makes the backup, root or the user of the service, replaces the file of
 * the other one: that takes a right to the folder only. */
static bool backup_record_put(int folder, const char *text) {
  int fd = tempfile_open_at(folder, record_next, true);
  if (fd < 0)
    return false;
  bool done = file_write(fd, text, strlen(text)) && fchmod(fd, 0644) == 0 &&
              renameat(folder, record_next, folder, record_name) == 0;
  int error = errno;
  if (!done)
    unlinkat(folder, record_next, 0);
  close(fd);
  errno = error;
  return done;
}

enum err backup_record_write(const char *dir, const struct backup_record *r) {
  char path[PATH_MAX], text[sizeof r->file + 64];
  snprintf(path, sizeof path, "%s/run", dir);
  snprintf(text, sizeof text, "%" PRId64 " %" PRId64 " %s\n", r->at, r->bytes, r->file);
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0)
    return err_of_errno_in_site(errno);
  enum err e = backup_record_put(folder, text) ? OK : err_of_errno_in_site(errno);
  close(folder);
  return e;
}

/* A number and the space after it. NULL if there is none. */
static const char *backup_record_number(const char *s, int64_t *out) {
  char *end = NULL;
  *out = strtoll(s, &end, 10);
  return end > s && *end == ' ' ? end + 1 : NULL;
}

/* Anybody who may write to run/ may have written it, so it is read like that. */
static enum err backup_record_scan(const char *text, struct backup_record *out) {
  struct backup_record r = {0};
  const char *s = backup_record_number(text, &r.at);
  if (s)
    s = backup_record_number(s, &r.bytes);
  if (!s || r.at <= 0 || r.bytes < 0)
    return ERR_NOT_FOUND;
  size_t n = strcspn(s, "\n");
  if (n >= sizeof r.file || utf8_check(s, n, UTF8_ONE_LINE))
    return ERR_NOT_FOUND;
  memcpy(r.file, s, n);
  *out = r;
  return OK;
}

enum err backup_record_read(const char *dir, struct backup_record *out) {
  char path[PATH_MAX], why[FILE_WHY];
  struct buf text = {0};
  snprintf(path, sizeof path, "%s/run/%s", dir, record_name);
  enum err e = file_read(path, FILE_NO_FOLLOW, sizeof out->file + 64, &text, why);
  e = e ? ERR_NOT_FOUND : backup_record_scan(buf_text(&text), out);
  buf_free(&text);
  return e;
}
