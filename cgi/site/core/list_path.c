#include "site/core/list_path.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"

/* Cuts "page/N/" off the end of a path. Takes the last "/page/", because a category may
 * be called "page" as well. */
static enum err list_cut_number(
    struct arena *a, const char *path, const char **head, int64_t *number) {
  size_t n = strlen(path);
  const char *page = NULL;
  for (const char *at = path; (at = strstr(at, "/page/")) != NULL; at++)
    page = at;
  *number = 1;
  if (page) {
    const char *s = page + strlen("/page/");
    int64_t value = 0;
    int digits = 0;
    /* Twelve digits cannot overflow, not even when multiplied by the articles per
     * page. */
    for (; isdigit((unsigned char)*s) && digits < 12; s++, digits++)
      value = value * 10 + (*s - '0');
    /* Page 1 has one address, the list's own. */
    if (!digits || strcmp(s, "/") != 0 || value < 2 || page[6] == '0')
      return ERR_NOT_FOUND;
    *number = value;
    n = (size_t)(page - path) + 1;
  }
  *head = arena_strndup(a, path, n);
  return *head ? OK : ERR_NOMEM;
}

/* Reads a number of exactly `n` digits and a slash, and moves *s past both. -1 if there
 * is none: "/2026/1/" must not be a second address of "/2026/01/". */
static int list_cut_digits(const char **s, int n) {
  int value = 0;
  for (int i = 0; i < n; i++)
    if (!isdigit((unsigned char)(*s)[i]))
      return -1;
    else
      value = value * 10 + ((*s)[i] - '0');
  if ((*s)[n] != '/')
    return -1;
  *s += n + 1;
  return value;
}

/* The half-open period of a date, in the site's time zone. Its end is the beginning of
 * the next period and not a number of hours later, because days may have 23 or 25. */
static enum err list_period(const struct list *list, int64_t *from, int64_t *until) {
  int month = list->month, day = list->day;
  struct civil start = {
      .year = list->year, .month = month ? month : 1, .day = day ? day : 1};
  struct civil end = start;
  if (day) {
    end.day++;
  } else if (month) {
    end.month = month % 12 + 1;
    end.year += month == 12;
  } else {
    end.year++;
  }
  if (clock_from_civil(&start, from))
    return ERR_NOT_FOUND;
  if (clock_from_civil(&end, until)) {
    /* clock_from_civil rejects the day after the last day of a month. */
    end.day = 1;
    end.month = end.month % 12 + 1;
    end.year += end.month == 1;
    if (clock_from_civil(&end, until))
      return ERR_NOT_FOUND;
  }
  return OK;
}

/* Parts that do not apply are 0: list->year tells that a list is one of a date. */
static void list_set_date(struct list *list, int year, int month, int day) {
  list->kind = day ? LIST_DAY : month ? LIST_MONTH : LIST_YEAR;
  list->year = year;
  list->month = month;
  list->day = day;
}

/* Fills in the articles of a date. */
static enum err list_find_dates(struct db *s, struct list *list, int64_t *from) {
  int64_t until = 0;
  enum err e = list_period(list, from, &until);
  return e ? e : listing_dates(s, *from, until, &list->listing);
}

enum err list_path_of_time(int64_t t, int depth, struct list *out) {
  struct civil day;
  struct list list = {.number = 1};
  enum err e = clock_civil(t, &day);
  if (e)
    return e;
  list_set_date(&list, day.year, depth > 0 ? day.month : 0, depth > 1 ? day.day : 0);
  *out = list;
  return OK;
}

/* The walks over dates go from one article to the start of its period and on to the
 * next older article; hence *from. */
enum err list_path_archive(
    struct db *s, int64_t t, int depth, struct list *out, int64_t *from) {
  struct list list;
  enum err e = list_path_of_time(t, depth, &list);
  if (!e)
    e = list_find_dates(s, &list, from);
  if (!e)
    *out = list;
  return e;
}

/* list_path_date_depth tells years, months and days apart by the number of digits. */
int64_t list_path_date_key(int year, int month, int day) {
  return day ? (year * 100 + month) * 100 + day : month ? year * 100 + month : year;
}

int list_path_date_depth(int64_t key) {
  return key > 999999 ? 2 : key > 9999 ? 1 : 0;
}

enum err list_path_of_subject(struct db *s, struct arena *a,
    const struct listing_subject *subject, struct list *out) {
  /* Indexed by kind of listing. LISTING_HOME and LISTING_ALL have no term. */
  static const struct {
    enum list_kind kind;
    enum term_kind term;
  } lists[] = {[LISTING_CATEGORY] = {LIST_CATEGORY, TERM_CATEGORY},
      [LISTING_TAG] = {LIST_TAG, TERM_TAG},
      [LISTING_AUTHOR] = {LIST_AUTHOR, TERM_AUTHOR}};
  struct list list = {.kind = LIST_HOME, .number = 1};
  /* LISTING_ALL has no page of its own: its articles are shown by date archives,
   * feeds and the archives. */
  if (subject->kind == LISTING_ALL)
    return ERR_NOT_FOUND;
  enum err e = OK;
  if (subject->kind != LISTING_HOME) {
    list.kind = lists[subject->kind].kind;
    e = term_by_id(s, a, lists[subject->kind].term, subject->object, &list.term);
  }
  if (!e)
    *out = list;
  return e;
}

enum err list_path_of_listing(struct db *s, struct arena *a,
    const struct listing_subject *subject, struct list *out) {
  struct list list;
  enum err e = list_path_of_subject(s, a, subject, &list);
  if (!e)
    e = listing_find(s, subject->kind, subject->object, &list.listing);
  if (!e)
    *out = list;
  return e;
}

/* Also accepts a day that no month has, such as 31 February: list_period refuses it. */
static enum err list_find_date_path(struct db *s, const char *path, struct list *list) {
  const char *at = path + 1;
  int year = list_cut_digits(&at, 4), month = 0, day = 0;
  if (year < 1 || (*at && (month = list_cut_digits(&at, 2)) < 1) ||
      (*at && (day = list_cut_digits(&at, 2)) < 1) || *at || month > 12)
    return ERR_NOT_FOUND;
  int64_t from = 0;
  list_set_date(list, year, month, day);
  return list_find_dates(s, list, &from);
}

static enum err list_find_term_path(
    struct db *s, struct arena *a, const char *path, struct list *list) {
  /* The first words are reserved (markup/names/slug.c): no page of an author can be
   * there. */
  static const struct {
    const char *prefix;
    enum list_kind kind;
    enum term_kind term;
    enum listing_kind listing;
  } rows[] = {
      {"/category/", LIST_CATEGORY, TERM_CATEGORY, LISTING_CATEGORY},
      {"/tag/", LIST_TAG, TERM_TAG, LISTING_TAG},
      {"/author/", LIST_AUTHOR, TERM_AUTHOR, LISTING_AUTHOR},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    size_t n = strlen(rows[i].prefix);
    /* "/tag/" alone is no list. */
    if (strncmp(path, rows[i].prefix, n) != 0 || strlen(path) <= n)
      continue;
    /* Without the final slash. A category's slug may contain slashes, as its path
     * does. */
    char *slug = arena_strndup(a, path + n, strlen(path) - n - 1);
    if (!slug)
      return ERR_NOMEM;
    list->kind = rows[i].kind;
    enum err e = term_find(s, a, rows[i].term, slug, &list->term);
    return e ? e : listing_find(s, rows[i].listing, list->term.id, &list->listing);
  }
  return ERR_NOT_FOUND;
}

enum err list_path_find(
    struct site *site, struct arena *a, const char *path, struct list *out) {
  struct list list = {0};
  const char *head = NULL;
  enum err e = list_cut_number(a, path, &head, &list.number);
  if (e)
    return e;
  if (strcmp(head, "/") == 0) {
    list.kind = LIST_HOME;
    e = listing_find(site->db, LISTING_HOME, 0, &list.listing);
    /* Paths of terms begin with a letter, such as "/tag/". */
  } else if (isdigit((unsigned char)head[1])) {
    e = list_find_date_path(site->db, head, &list);
  } else {
    e = list_find_term_path(site->db, a, head, &list);
  }
  if (e)
    return e;
  bool past = (list.number - 1) * site->settings.per_page >= list.listing.count;
  /* An empty blog still has a home page. All other empty lists answer 404. */
  if (past && !(list.kind == LIST_HOME && list.number == 1))
    return ERR_NOT_FOUND;
  *out = list;
  return OK;
}

/* The reverse of list_path_find. Page 1 has no number. */
char *list_path_make(struct arena *a, const struct list *list, int64_t number) {
  char *base = NULL;
  switch (list->kind) {
  case LIST_HOME:
    base = arena_strdup(a, "/");
    break;
  case LIST_CATEGORY:
    base = arena_printf(a, "/category/%s/", list->term.slug);
    break;
  case LIST_TAG:
    base = arena_printf(a, "/tag/%s/", list->term.slug);
    break;
  case LIST_AUTHOR:
    base = arena_printf(a, "/author/%s/", list->term.slug);
    break;
  case LIST_YEAR:
    base = arena_printf(a, "/%04d/", list->year);
    break;
  case LIST_MONTH:
    base = arena_printf(a, "/%04d/%02d/", list->year, list->month);
    break;
  case LIST_DAY:
    base = arena_printf(a, "/%04d/%02d/%02d/", list->year, list->month, list->day);
    break;
  }
  if (!base || number < 2)
    return base;
  return arena_printf(a, "%spage/%lld/", base, (long long)number);
}
