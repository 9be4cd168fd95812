/* Inside site/: the addresses that are computed: home, archives, terms, and the
 * numbered pages of each. */
#ifndef SITE_LIST_PATH_H
#define SITE_LIST_PATH_H

#include "site/page.h"

/* Reads a normalised path as the address of a list and finds the list; fills list,
 * listing, term, date and number of *p. ERR_NOT_FOUND if it is none, has no such page,
 * or is an archive of nothing. */
enum err list_path_find(
    struct site *site, struct arena *a, const char *path, struct page *p) MUST_USE;

/* Makes *p the archive of a year, a month of it, or a day of that (0: not so far). */
void list_path_set_date(struct page *p, int year, int month, int day);

/* The time from which and until which an archive reaches. ERR_NOT_FOUND for days that
 * do not exist. */
enum err list_path_period(const struct page *p, int64_t *from, int64_t *until) MUST_USE;

/* The decoded address of page `number` of a list. NULL when memory is out. */
char *list_path_make(struct arena *a, const struct page *p, int64_t number);

#endif
