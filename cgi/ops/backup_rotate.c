/* The time is in the name, not taken from the file: a copy of the folder on another
 * disk is rotated in the same way. */
#include "ops/backup_rotate.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"

enum { ROTATE_NAME = 64 };

static const char rotate_time[] = "-00000000T000000Z.tar.zst";

/* A name that a folder of backups can have on every system. */
static void backup_rotate_site(const char *site, char out[ROTATE_NAME]) {
  const char *name = strrchr(site, '/');
  size_t n = 0;
  name = name ? name + 1 : site;
  for (; *name && n < ROTATE_NAME - 1; name++)
    if (isalnum((unsigned char)*name) || strchr("-_.", *name))
      out[n++] = *name;
  out[n] = '\0';
  /* A hidden file would not be found again. */
  if (!n || *out == '.')
    snprintf(out, ROTATE_NAME, "blog");
}

enum err backup_rotate_name(
    const char *folder, const char *site, int64_t now, char *out, size_t size) {
  char name[ROTATE_NAME], text[32];
  struct tm utc;
  time_t seconds = (time_t)(now / CLOCK_SECOND);
  gmtime_r(&seconds, &utc);
  backup_rotate_site(site, name);
  strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
  int n = snprintf(out, size, "%s/%s-%s.tar.zst", folder, name, text);
  return n > 0 && (size_t)n < size ? OK : ERR_INVALID;
}

struct rotate_file {
  char name[ROTATE_NAME + sizeof rotate_time];
  struct tm at; /* UTC, with the day of the week and of the year */
};

struct rotate_list {
  struct rotate_file *files;
  size_t count, room;
};

static bool backup_rotate_number(const char *s, int digits, int *out) {
  *out = 0;
  for (int i = 0; i < digits; i++) {
    if (!isdigit((unsigned char)s[i]))
      return false;
    *out = *out * 10 + (s[i] - '0');
  }
  return true;
}

/* Reads the time after the name of the site. False if it is another kind of file. */
static bool backup_rotate_read(const char *site, const char *name, struct tm *at) {
  size_t n = strlen(site);
  const char *s = name + n;
  *at = (struct tm){0};
  if (strncmp(name, site, n) != 0 || strlen(s) != sizeof rotate_time - 1 || *s != '-' ||
      s[9] != 'T' || strcmp(s + 16, rotate_time + 16) != 0 ||
      !backup_rotate_number(s + 1, 4, &at->tm_year) ||
      !backup_rotate_number(s + 5, 2, &at->tm_mon) ||
      !backup_rotate_number(s + 7, 2, &at->tm_mday) ||
      !backup_rotate_number(s + 10, 2, &at->tm_hour) ||
      !backup_rotate_number(s + 12, 2, &at->tm_min) ||
      !backup_rotate_number(s + 14, 2, &at->tm_sec))
    return false;
  at->tm_year -= 1900;
  at->tm_mon -= 1;
  /* For the day of the week. It corrects a date that does not exist. */
  timegm(at);
  return true;
}

static bool backup_rotate_add(
    struct rotate_list *l, const char *name, const struct tm *at) {
  struct rotate_file *files = array_grow(l->files, l->count, &l->room, sizeof *files);
  if (!files)
    return false;
  l->files = files;
  struct rotate_file *f = &l->files[l->count++];
  snprintf(f->name, sizeof f->name, "%.*s", (int)sizeof f->name - 1, name);
  f->at = *at;
  return true;
}

/* Newest first. The names have the same start, and the time in an order that sorts. */
static int backup_rotate_compare(const void *a, const void *b) {
  return strcmp(
      ((const struct rotate_file *)b)->name, ((const struct rotate_file *)a)->name);
}

enum rotate_rule { ROTATE_LAST, ROTATE_DAILY, ROTATE_WEEKLY, ROTATE_MONTHLY };

/* The period of a file, as a number that is the same for all of it. For ROTATE_LAST,
 * each file is its own. */
static int64_t backup_rotate_period(const struct tm *at, enum rotate_rule rule) {
  struct tm copy = *at;
  int64_t day = (int64_t)timegm(&copy) / 86400;
  switch (rule) {
  case ROTATE_DAILY:
    return day;
  case ROTATE_WEEKLY: /* 1 January 1970 was a Thursday */
    return (day + 3) / 7;
  case ROTATE_MONTHLY:
    return at->tm_year * 12 + at->tm_mon;
  case ROTATE_LAST:
  default:
    return (int64_t)timegm(&copy);
  }
}

/* Counts from the file `first` on. */
static void backup_rotate_mark(const struct rotate_list *l, size_t first,
    enum rotate_rule rule, int most, bool *kept) {
  int64_t last = INT64_MIN;
  for (size_t i = first; i < l->count && most > 0; i++) {
    int64_t period = backup_rotate_period(&l->files[i].at, rule);
    if (period == last)
      continue;
    kept[i] = true;
    last = period;
    most--;
  }
}

static enum err backup_rotate_list(
    DIR *folder, const char *site, struct rotate_list *out) {
  struct tm at;
  errno = 0;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL; errno = 0)
    if (backup_rotate_read(site, entry->d_name, &at) &&
        !backup_rotate_add(out, entry->d_name, &at))
      return ERR_NOMEM;
  if (errno)
    return err_of_errno(errno);
  /* qsort may not be called with NULL. */
  if (out->count)
    qsort(out->files, out->count, sizeof *out->files, backup_rotate_compare);
  return OK;
}

/* `made` is the file that was just made. Those with a later time are of a clock that
 * was wrong, then or now: they are kept, and do not count. */
static enum err backup_rotate_remove(DIR *folder, const struct rotate_list *l,
    const char *made, const struct backup_keep *keep, int *removed, char *why,
    size_t why_size) {
  size_t first = 0;
  bool *kept = calloc(l->count + 1, sizeof *kept);
  if (!kept)
    return ERR_NOMEM;
  while (first < l->count && strcmp(l->files[first].name, made) > 0)
    kept[first++] = true;
  kept[first] = true; /* the one just made, whatever the numbers are */
  backup_rotate_mark(l, first, ROTATE_LAST, keep->last, kept);
  backup_rotate_mark(l, first, ROTATE_DAILY, keep->daily, kept);
  backup_rotate_mark(l, first, ROTATE_WEEKLY, keep->weekly, kept);
  backup_rotate_mark(l, first, ROTATE_MONTHLY, keep->monthly, kept);
  enum err e = OK;
  for (size_t i = 0; !e && i < l->count; i++) {
    if (kept[i])
      continue;
    if (unlinkat(dirfd(folder), l->files[i].name, 0) == 0) {
      ++*removed;
    } else if (errno != ENOENT) {
      e = err_of_errno(errno);
      snprintf(
          why, why_size, "%s cannot be deleted: %s", l->files[i].name, strerror(errno));
    }
  }
  free(kept);
  return e;
}

enum err backup_rotate(const char *folder, const char *site, const char *made,
    const struct backup_keep *keep, int *removed, char *why, size_t why_size) {
  char name[ROTATE_NAME];
  struct rotate_list list = {0};
  *removed = 0;
  why[0] = '\0';
  if (!keep->last && !keep->daily && !keep->weekly && !keep->monthly)
    return OK;
  backup_rotate_site(site, name);
  DIR *d = opendir(folder);
  enum err e = d ? backup_rotate_list(d, name, &list) : err_of_errno(errno);
  if (!e)
    e = backup_rotate_remove(d, &list,
        strrchr(made, '/') ? strrchr(made, '/') + 1 : made, keep, removed, why,
        why_size);
  if (e && !*why)
    snprintf(why, why_size, "%s: %s", folder, err_text(e));
  free(list.files);
  if (d)
    closedir(d);
  return e;
}
