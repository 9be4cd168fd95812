/* Addresses of lists, which are computed and not stored: home, terms, dates, and the
 * numbered pages of each. */
#ifndef SITE_CORE_LIST_PATH_H
#define SITE_CORE_LIST_PATH_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/listing.h"
#include "db/model/term.h"
#include "site/core/site.h"

enum list_kind {
  LIST_HOME,
  LIST_CATEGORY,
  LIST_TAG,
  LIST_AUTHOR,
  LIST_YEAR,
  LIST_MONTH,
  LIST_DAY
};

/* A list and one of its pages. */
struct list {
  enum list_kind kind;
  struct listing listing; /* its articles */
  struct term term;       /* LIST_CATEGORY, LIST_TAG, LIST_AUTHOR */
  int year, month, day;   /* LIST_YEAR, LIST_MONTH, LIST_DAY; else 0 */
  int64_t number;         /* page, from 1 */
};

/* Finds the list at a normalised path. ERR_NOT_FOUND if the path is not the address of
 * a list, if the list has no such page, or if it is a date without articles. */
enum err list_path_find(
    struct site *site, struct arena *a, const char *path, struct list *out) MUST_USE;

/* The list that shows a listing. ERR_NOT_FOUND for LISTING_ALL, which the lists of
 * dates show in parts. */
enum err list_path_of_listing(struct db *s, struct arena *a,
    const struct listing_subject *subject, struct list *out) MUST_USE;

/* The same without its articles: for its path. */
enum err list_path_of_subject(struct db *s, struct arena *a,
    const struct listing_subject *subject, struct list *out) MUST_USE;

/* The list of the year (`depth` 0), month (1) or day (2) that contains the time `t`.
 * *from becomes the start of that period. */
enum err list_path_archive(
    struct db *s, int64_t t, int depth, struct list *out, int64_t *from) MUST_USE;

/* The same without its articles. ERR_INVALID if no calendar has the time. */
enum err list_path_of_time(int64_t t, int depth, struct list *out) MUST_USE;

/* The number that names a date in a dependency key: YYYY, YYYYMM or YYYYMMDD. `month`
 * and `day` are 0 for longer periods. */
int64_t list_path_date_key(int year, int month, int day);

/* The depth of a date key: 0 for a year, 1 for a month, 2 for a day. */
int list_path_date_depth(int64_t key);

/* The decoded path of page `number` of a list. NULL when out of memory. */
char *list_path_make(struct arena *a, const struct list *list, int64_t number);

#endif
