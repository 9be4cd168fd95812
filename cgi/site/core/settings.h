/* The settings of a blog: site.ini in its directory. One table in config.c holds each
 * key with its default, its meaning and its check. */
#ifndef SITE_CORE_SETTINGS_H
#define SITE_CORE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum {
  SETTINGS_ALIASES = 16,
  SETTINGS_PER_PAGE = 100, /* the most articles a list page may be set to */
  SETTINGS_FEED_ITEMS = 100
};

struct settings {
  const char *title, *tagline;
  const char *base_url; /* "https://example.org": no slash, no port that goes unsaid */
  const char *origins[SETTINGS_ALIASES + 2]; /* base_url and aliases, ended by NULL */
  const char *language;                      /* BCP 47: of articles that name none */
  const char *time_zone;                     /* IANA name */
  const char *permalink;                     /* "/:year/:month/:slug/" */
  const char *author;                        /* of articles that name none */
  int64_t per_page;                          /* articles on a list page */
  int64_t feed_items;                        /* articles or comments in a feed */
  bool feed_whole;                           /* articles whole, not their beginning */
  bool hold_all;                             /* comments wait for approval */
  int64_t max_depth;                         /* of threads */
  int64_t close_after_days;                  /* 0: never */
  int64_t flood_seconds;                     /* between two comments from one network */
  int64_t workers, deadline_seconds;
  const char *cache_folder; /* "auto", "off" or a folder */
  int64_t cache_mb;
  uint64_t hash;     /* of all that pages can show of it */
  uint64_t list_key; /* of what decides on which page of a list an article stands */
};

/* Reads `dir`/site.ini; strings live in `a`. The environment's PAMPHLET_BASE_URL
 * replaces base_url. ERR_CONFIG with "FILE:LINE: sentence" in `why` for an unknown key
 * or a bad value, "FILE: sentence" where title or base_url is missing; ERR_NOT_FOUND if
 * there is no such file. */
enum err settings_read(struct arena *a, const char *dir, struct settings *out,
    char *why, size_t why_size) MUST_USE;

/* The same of another file than that of a site. */
enum err settings_read_file(struct arena *a, const char *file, struct settings *out,
    char *why, size_t why_size) MUST_USE;

/* A setting, for whoever shows or changes it. */
struct settings_entry {
  const char *section, *name;
  const char *value;   /* where the file has none */
  const char *meaning; /* sentences, in lines */
};

/* The setting `i`, in the order of a new site.ini. False past the last. */
bool settings_entry(size_t i, struct settings_entry *out);

/* What a new site begins with; NULL: the default. */
struct settings_initial {
  const char *title, *tagline, *base_url, *language;
};

/* Writes `dir`/site.ini with every key explained, its value as chosen or the default.
 * ERR_EXISTS if there is one; ERR_CONFIG with a sentence in `why` for a bad value. */
enum err settings_write(const char *dir, const struct settings_initial *choice,
    char *why, size_t why_size) MUST_USE;

#endif
