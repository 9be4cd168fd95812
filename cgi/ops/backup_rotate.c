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

enum {
  ROTATE_TIME = 16, /* characters of "20261130T230512Z" */
  ROTATE_NAME = BACKUP_SERIES_NAME + BACKUP_SERIES_ID + ROTATE_TIME + 20
};

static const char rotate_end[] = ".tar.zst", rotate_encrypted[] = ".tar.zst.age";

/* A name that a folder of backups can have on every system. */
static void backup_rotate_site(const char *site, char out[BACKUP_SERIES_NAME]) {
  const char *name = strrchr(site, '/');
  size_t n = 0;
  name = name ? name + 1 : site;
  for (; *name && n < BACKUP_SERIES_NAME - 1; name++)
    if (isalnum((unsigned char)*name) || strchr("-_.", *name))
      out[n++] = *name;
  out[n] = '\0';
  /* A hidden file would not be found again. */
  if (!n || *out == '.')
    snprintf(out, BACKUP_SERIES_NAME, "blog");
}

void backup_rotate_series(
    const char *dir, const uint8_t secret[CRYPT_KEY], struct backup_series *out) {
  uint8_t hash[CRYPT_HASH];
  char *path = realpath(dir, NULL);
  const char *whole = path ? path : dir;
  backup_rotate_site(whole, out->name);
  /* Of the secret too, because two machines may copy their backups to one folder. Of
   * the path, because a copy of a site has its secret. */
  crypt_keyed_hash(secret, whole, strlen(whole), hash);
  crypt_hex(hash, (BACKUP_SERIES_ID - 1) / 2, out->id);
  free(path);
}

enum err backup_rotate_name(const char *folder, const struct backup_series *series,
    bool encrypted, int64_t now, char *out, size_t size) {
  char text[32];
  struct tm utc;
  time_t seconds = (time_t)(now / CLOCK_SECOND);
  gmtime_r(&seconds, &utc);
  strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
  int n = snprintf(out, size, "%s/%s-%s-%s%s", folder, series->name, series->id, text,
      encrypted ? rotate_encrypted : rotate_end);
  return n > 0 && (size_t)n < size ? OK : ERR_INVALID;
}

struct rotate_file {
  char name[ROTATE_NAME];
  char time[ROTATE_TIME + 1];
  char id[BACKUP_SERIES_ID]; /* "": a name of a former version */
  struct tm at;              /* UTC, with the day of the week and of the year */
};

struct rotate_list {
  struct rotate_file *files;
  size_t count, room;
  bool has_others; /* backups of another site with the same name */
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

/* Reads a time. False if it is none. */
static bool backup_rotate_time(const char *s, struct tm *at) {
  *at = (struct tm){0};
  if (s[8] != 'T' || s[15] != 'Z' || !backup_rotate_number(s, 4, &at->tm_year) ||
      !backup_rotate_number(s + 4, 2, &at->tm_mon) ||
      !backup_rotate_number(s + 6, 2, &at->tm_mday) ||
      !backup_rotate_number(s + 9, 2, &at->tm_hour) ||
      !backup_rotate_number(s + 11, 2, &at->tm_min) ||
      !backup_rotate_number(s + 13, 2, &at->tm_sec))
    return false;
  at->tm_year -= 1900;
  at->tm_mon -= 1;
  /* For the day of the week. It corrects a date that does not exist. */
  timegm(at);
  return true;
}

/* Reads what follows the name of the site: the ID, which names of former versions do
 * not have, and the time. False if it is another kind of file. */
static bool backup_rotate_read(
    const char *site, const char *name, struct rotate_file *out) {
  const char *s = name + strlen(site);
  const size_t id = BACKUP_SERIES_ID - 1;
  *out = (struct rotate_file){0};
  if (strncmp(name, site, strlen(site)) != 0 || *s++ != '-' ||
      strlen(name) >= sizeof out->name)
    return false;
  if (strspn(s, "0123456789abcdef") == id && s[id] == '-') {
    memcpy(out->id, s, id);
    s += id + 1;
  }
  if (strlen(s) < ROTATE_TIME || !backup_rotate_time(s, &out->at) ||
      (strcmp(s + ROTATE_TIME, rotate_end) != 0 &&
          strcmp(s + ROTATE_TIME, rotate_encrypted) != 0))
    return false;
  memcpy(out->time, s, ROTATE_TIME);
  snprintf(out->name, sizeof out->name, "%s", name);
  return true;
}

static bool backup_rotate_add(struct rotate_list *l, const struct rotate_file *file) {
  struct rotate_file *files = array_grow(l->files, l->count, &l->room, sizeof *files);
  if (!files)
    return false;
  l->files = files;
  l->files[l->count++] = *file;
  return true;
}

/* Newest first, and always in the same order. */
static int backup_rotate_compare(const void *a, const void *b) {
  const struct rotate_file *f = a, *g = b;
  int order = strcmp(g->time, f->time);
  return order ? order : strcmp(g->name, f->name);
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
    DIR *folder, const struct backup_series *series, struct rotate_list *out) {
  struct rotate_file file;
  errno = 0;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL; errno = 0) {
    if (!backup_rotate_read(series->name, entry->d_name, &file))
      continue;
    if (*file.id && strcmp(file.id, series->id) != 0)
      out->has_others = true;
    else if (!backup_rotate_add(out, &file))
      return ERR_NOMEM;
  }
  if (errno)
    return err_of_errno(errno);
  /* qsort may not be called with NULL. */
  if (out->count)
    qsort(out->files, out->count, sizeof *out->files, backup_rotate_compare);
  return OK;
}

/* Nobody can tell whose backups without an ID are if two sites have one name. */
static void backup_rotate_leave_former(struct rotate_list *l) {
  size_t kept = 0;
  for (size_t i = 0; l->has_others && i < l->count; i++)
    if (*l->files[i].id)
      l->files[kept++] = l->files[i];
  if (l->has_others)
    l->count = kept;
}

/* `made` is the file that was just made. Those with a later time are of a clock that
 * was wrong, then or now: they are kept, and do not count. */
static enum err backup_rotate_remove(DIR *folder, const struct rotate_list *l,
    const struct rotate_file *made, const struct backup_keep *keep, int *removed,
    char *why, size_t why_size) {
  size_t first = 0;
  bool *kept = calloc(l->count + 1, sizeof *kept);
  if (!kept)
    return ERR_NOMEM;
  while (first < l->count && strcmp(l->files[first].time, made->time) > 0)
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

enum err backup_rotate(const char *folder, const struct backup_series *series,
    const char *made, const struct backup_keep *keep, int *removed, char *why,
    size_t why_size) {
  struct rotate_list list = {0};
  struct rotate_file newest;
  const char *name = strrchr(made, '/');
  *removed = 0;
  why[0] = '\0';
  if (!keep->last && !keep->daily && !keep->weekly && !keep->monthly)
    return OK;
  DIR *d = opendir(folder);
  enum err e = d ? backup_rotate_list(d, series, &list) : err_of_errno(errno);
  backup_rotate_leave_former(&list);
  if (!e && !backup_rotate_read(series->name, name ? name + 1 : made, &newest))
    e = ERR_INVALID;
  if (!e)
    e = backup_rotate_remove(d, &list, &newest, keep, removed, why, why_size);
  if (e && !*why)
    snprintf(why, why_size, "%s: %s", folder, err_text(e));
  free(list.files);
  if (d)
    closedir(d);
  return e;
}
