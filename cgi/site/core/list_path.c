#include "site/core/list_path.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"

/* Cuts "page/N/" off the end of a path. */
static enum err cut_number(
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

/* A number of just `n` digits at *s and a slash behind it, moved past; -1 if not. */
static int component(const char **s, int n) {
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

/* The time from which and until which an archive reaches. */
static enum err period(const struct page *p, int64_t *from, int64_t *until) {
  int month = p->month, day = p->day;
  struct civil start = {
      .year = p->year, .month = month ? month : 1, .day = day ? day : 1};
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
    /* The day after the last of a month. */
    end.day = 1;
    end.month = end.month % 12 + 1;
    end.year += end.month == 1;
    if (clock_from_civil(&end, until))
      return ERR_NOT_FOUND;
  }
  return OK;
}

static void set_date(struct page *p, int year, int month, int day) {
  p->list = day ? LIST_DAY : month ? LIST_MONTH : LIST_YEAR;
  p->year = year;
  p->month = month;
  p->day = day;
}

/* The articles of an archive. */
static enum err find_stretch(struct db *s, struct page *p, int64_t *from) {
  int64_t until = 0;
  enum err e = period(p, from, &until);
  return e ? e : listing_dates(s, *from, until, &p->listing);
}

enum err list_path_archive(
    struct db *s, int64_t t, int depth, struct page *out, int64_t *from) {
  struct civil day;
  struct page p = {0};
  enum err e = clock_civil(t, &day);
  if (e)
    return e;
  set_date(&p, day.year, depth > 0 ? day.month : 0, depth > 1 ? day.day : 0);
  e = find_stretch(s, &p, from);
  if (!e)
    *out = p;
  return e;
}

int64_t list_path_date_key(int year, int month, int day) {
  return day ? (year * 100 + month) * 100 + day : month ? year * 100 + month : year;
}

int list_path_date_depth(int64_t key) {
  return key > 999999 ? 2 : key > 9999 ? 1 : 0;
}

enum err list_path_of_listing(struct db *s, struct arena *a,
    const struct listing_subject *subject, struct page *out) {
  static const struct {
    enum list_kind list;
    enum term_kind term;
  } lists[] = {[LISTING_CATEGORY] = {LIST_CATEGORY, TERM_CATEGORY},
      [LISTING_TAG] = {LIST_TAG, TERM_TAG},
      [LISTING_AUTHOR] = {LIST_AUTHOR, TERM_AUTHOR}};
  if (subject->kind == LISTING_ALL)
    return ERR_NOT_FOUND;
  enum err e = listing_find(s, subject->kind, subject->object, &out->listing);
  out->list = LIST_HOME;
  if (e || subject->kind == LISTING_HOME)
    return e;
  out->list = lists[subject->kind].list;
  return term_by_id(s, a, lists[subject->kind].term, subject->object, &out->term);
}

static enum err find_dates(struct db *s, const char *path, struct page *p) {
  const char *at = path + 1;
  int year = component(&at, 4), month = 0, day = 0;
  if (year < 1 || (*at && (month = component(&at, 2)) < 1) ||
      (*at && (day = component(&at, 2)) < 1) || *at || month > 12)
    return ERR_NOT_FOUND;
  int64_t from = 0;
  set_date(p, year, month, day);
  return find_stretch(s, p, &from);
}

static enum err find_term(
    struct db *s, struct arena *a, const char *path, struct page *p) {
  static const struct {
    const char *prefix;
    enum list_kind list;
    enum term_kind term;
    enum listing_kind listing;
  } rows[] = {
      {"/category/", LIST_CATEGORY, TERM_CATEGORY, LISTING_CATEGORY},
      {"/tag/", LIST_TAG, TERM_TAG, LISTING_TAG},
      {"/author/", LIST_AUTHOR, TERM_AUTHOR, LISTING_AUTHOR},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    size_t n = strlen(rows[i].prefix);
    if (strncmp(path, rows[i].prefix, n) != 0 || strlen(path) <= n)
      continue;
    char *slug = arena_strndup(a, path + n, strlen(path) - n - 1);
    if (!slug)
      return ERR_NOMEM;
    p->list = rows[i].list;
    enum err e = term_find(s, a, rows[i].term, slug, &p->term);
    return e ? e : listing_find(s, rows[i].listing, p->term.id, &p->listing);
  }
  return ERR_NOT_FOUND;
}

enum err list_path_find(
    struct site *site, struct arena *a, const char *path, struct page *p) {
  const char *head = NULL;
  enum err e = cut_number(a, path, &head, &p->number);
  if (e)
    return e;
  if (strcmp(head, "/") == 0) {
    p->list = LIST_HOME;
    e = listing_find(site->db, LISTING_HOME, 0, &p->listing);
  } else if (isdigit((unsigned char)head[1])) {
    e = find_dates(site->db, head, p);
  } else {
    e = find_term(site->db, a, head, p);
  }
  if (e)
    return e;
  bool past = (p->number - 1) * site->settings.per_page >= p->listing.count;
  /* An empty blog has a home page; other empty lists are no pages. */
  if (past && !(p->list == LIST_HOME && p->number == 1))
    return ERR_NOT_FOUND;
  return OK;
}

char *list_path_make(struct arena *a, const struct page *p, int64_t number) {
  char *base = NULL;
  switch (p->list) {
  case LIST_HOME:
    base = arena_strdup(a, "/");
    break;
  case LIST_CATEGORY:
    base = arena_printf(a, "/category/%s/", p->term.slug);
    break;
  case LIST_TAG:
    base = arena_printf(a, "/tag/%s/", p->term.slug);
    break;
  case LIST_AUTHOR:
    base = arena_printf(a, "/author/%s/", p->term.slug);
    break;
  case LIST_YEAR:
    base = arena_printf(a, "/%04d/", p->year);
    break;
  case LIST_MONTH:
    base = arena_printf(a, "/%04d/%02d/", p->year, p->month);
    break;
  case LIST_DAY:
    base = arena_printf(a, "/%04d/%02d/%02d/", p->year, p->month, p->day);
    break;
  }
  if (!base || number < 2)
    return base;
  return arena_printf(a, "%spage/%lld/", base, (long long)number);
}
