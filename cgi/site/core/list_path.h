/* Inside site/: the addresses that are computed: home, archives, terms, and the
 * numbered pages of each. */
#ifndef SITE_CORE_LIST_PATH_H
#define SITE_CORE_LIST_PATH_H

#include "site/pages/page.h"

/* Reads a normalised path as the address of a list and finds the list; fills list,
 * listing, term, date and number of *p. ERR_NOT_FOUND if it is none, has no such page,
 * or is an archive of nothing. */
enum err list_path_find(
    struct site *site, struct arena *a, const char *path, struct page *p) MUST_USE;

/* The list that shows a listing, with its articles. ERR_NOT_FOUND for LISTING_ALL,
 * which archives alone show. */
enum err list_path_of_listing(struct db *s, struct arena *a,
    const struct listing_subject *subject, struct page *out) MUST_USE;

/* The archive of the year (`depth` 0), the month (1) or the day (2) that `t` lies in,
 * with its stretch of articles; it reaches from *from on. */
enum err list_path_archive(
    struct db *s, int64_t t, int depth, struct page *out, int64_t *from) MUST_USE;

/* The number that names an archive in a dependency key: YYYY, YYYYMM or YYYYMMDD; the
 * smaller parts are 0 where it is not so narrow. And the depth of such an archive. */
int64_t list_path_date_key(int year, int month, int day);
int list_path_date_depth(int64_t key);

/* The decoded address of page `number` of a list. NULL when memory is out. */
char *list_path_make(struct arena *a, const struct page *p, int64_t number);

#endif
