#include "site/core/settings_table.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/network.h"
#include "base/utf8.h"
#include "markup/names/lang.h"
#include "markup/names/url.h"
#include "site/core/permalink.h"

/* A check returns NULL, or what is wrong as the end of a sentence. */

enum { SETTINGS_TEXT = 4000 }; /* bytes of a value, so that its line fits INI_LINE */

static const char *settings_check_line(const char *v) {
  if (strlen(v) > SETTINGS_TEXT)
    return "is too long: the limit is 4000 bytes";
  return utf8_check(v, strlen(v), UTF8_ONE_LINE) ? "must be one line of UTF-8" : NULL;
}

static const char *settings_check_title(const char *v) {
  return utf8_is_blank(v) ? "must not be empty" : settings_check_line(v);
}

const char *settings_table_check_url(const char *v) {
  const char *rest = strncmp(v, "https://", 8) == 0  ? v + 8
                     : strncmp(v, "http://", 7) == 0 ? v + 7
                                                     : NULL;
  /* The scheme in lower case, as an Origin header has it. */
  if (!rest || !*rest || *rest == ':')
    return "must begin with http:// or https:// and name a host";
  for (const char *s = rest; *s; s++)
    /* Origins are compared with the header as bytes, and browsers send hosts in ASCII
     * (RFC 6454 section 6.2). */
    if (*s <= ' ' || *s > '~')
      return "must be ASCII without spaces and control characters (write a host in "
             "another script as xn--...)";
  if (strpbrk(rest, "/?#@\\\"<>"))
    return "must be scheme and host only, without a path or a trailing slash";
  /* Last, because its sentence is the least specific one. */
  return url_is_origin(v)
             ? NULL
             : "must name a host such as example.org, 127.0.0.1 or [::1], optionally "
               "with a port from 1 to 65535, as in example.org:8080";
}

static const char *settings_check_language(const char *v) {
  return lang_is_valid(v)
             ? NULL
             : "is not a language tag: write a code of two or three letters, optionally "
               "with a script or country, as in en, pt-BR or zh-Hans";
}

/* Setting it is the check: the zone must be known to this machine. The caller sets the
 * final one again. */
static const char *settings_check_zone(const char *v) {
  return clock_set_zone(v) ? "is not a time zone such as Europe/Berlin or UTC" : NULL;
}

static const char *settings_check_permalink(const char *v) {
  return permalink_fault(v);
}

static const char *settings_check_moderation(const char *v) {
  static const char *const words[] = {"all", "first-time", "rules", "none"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strcmp(v, words[i]) == 0)
      return NULL;
  return "must be all, first-time, rules or none";
}

static const char *settings_check_networks(const char *v) {
  const char *fault = network_list_fault(v);
  return fault ? fault : settings_check_line(v);
}

static const char *settings_check_feed_content(const char *v) {
  return strcmp(v, "full") == 0 || strcmp(v, "excerpt") == 0
             ? NULL
             : "must be full or excerpt";
}

/* Folders are compared as text with the one in the database, so each has one
 * spelling. */
static const char *settings_check_cache(const char *v) {
  if (strcmp(v, "auto") == 0 || strcmp(v, "off") == 0)
    return NULL;
  return *v == '/' && v[1] && v[strlen(v) - 1] != '/'
             ? settings_check_line(v)
             : "must be auto, off or an absolute path without a trailing slash";
}

#define TEXT(member)                                                                   \
  .kind = SETTINGS_TEXT_KIND, .offset = offsetof(struct settings_values, member)
#define NUMBER(member)                                                                 \
  .kind = SETTINGS_NUMBER_KIND, .offset = offsetof(struct settings_values, member)
#define RANGE(from, to) .least = (from), .most = (to)
/* The members that every row must have. There is no way to leave the effect out. */
#define ROW(sec, nam, eff, def, mean)                                                  \
  .section = (sec), .name = (nam), .effect = SETTINGS_##eff, .value = (def),           \
  .meaning = (mean)

/* In the order of a new site.ini. */
static const struct settings_row rows[] = {
    {ROW("site", "title", SHOWN, "A Pamphlet",
         "The name of the blog. Every page shows it."),
        TEXT(title), .check = settings_check_title},
    {ROW("site", "tagline", SHOWN, "",
         "A short description, shown below the name. It may be empty."),
        TEXT(tagline), .check = settings_check_line},
    {ROW("site", "base_url", SHOWN, "http://127.0.0.1:8080",
         "The public address of the blog: scheme and host, without a trailing slash.\n"
         "Feeds and canonical links use it, and comments are accepted only from pages\n"
         "at this address. PAMPHLET_BASE_URL in the environment of pamphlet.fcgi\n"
         "overrides it."),
        TEXT(base_url), .check = settings_table_check_url},
    /* UNSHOWN, because pages name base_url only, at whichever address they are read. */
    {ROW("site", "aliases", UNSHOWN, "",
         "Other addresses of the same form at which the blog is served, separated by\n"
         "spaces."),
        TEXT(aliases), .check = settings_check_line},
    {ROW("site", "language", SHOWN, "en",
         "The language (BCP 47) of articles that do not name one, and of the interface\n"
         "if it is available in that language. At present, only English is available."),
        TEXT(language), .check = settings_check_language},
    /* LISTED, because it decides on which day an article is, and so which archives show
     * it. */
    {ROW("site", "time_zone", LISTED, "UTC",
         "The time zone of dates and archives, such as Europe/Berlin."),
        TEXT(time_zone), .check = settings_check_zone},
    /* UNSHOWN, because permalinks are stored when an article is published. */
    {ROW("site", "permalink", UNSHOWN, "/:year/:month/:slug/",
         "The address of a new article: /:year/:month/:slug/, /:slug/ or\n"
         "/:year/:month/:day/:slug/. It is fixed when the article is first published:\n"
         "a change here does not affect published articles."),
        TEXT(permalink), .check = settings_check_permalink},
    /* UNSHOWN, because the author is stored when an article is saved. */
    {ROW("site", "author", UNSHOWN, "The author",
         "The author of new articles that do not name one: a change here does not\n"
         "affect saved articles."),
        TEXT(author), .check = settings_check_title},
    /* LISTED, because it decides on which page of a list an article is. */
    {ROW("site", "per_page", LISTED, "10",
         "The number of articles on each page of a list."),
        NUMBER(per_page), RANGE(1, SETTINGS_PER_PAGE)},
    /* LISTED, because it decides which feeds a change of an article evicts. */
    {ROW("feeds", "items", LISTED, "10",
         "The number of articles or comments in a feed, newest first."),
        NUMBER(feed_items), RANGE(1, SETTINGS_FEED_ITEMS)},
    {ROW("feeds", "content", SHOWN, "full",
         "full: feeds contain whole articles. excerpt: feeds contain only excerpts."),
        TEXT(feed_content), .check = settings_check_feed_content},
    /* UNSHOWN: it decides about comments that are yet to come. */
    {ROW("comments", "moderation", UNSHOWN, "first-time",
         "all: each comment is held until you approve it. first-time: comments of readers\n"
         "of whom you have approved none yet are held. rules: only those to which one of\n"
         "the rules below applies. none: comments are published immediately, and the\n"
         "rules are off."),
        TEXT(moderation), .check = settings_check_moderation},
    {ROW("comments", "block_words", UNSHOWN, "",
         "Words, separated by commas: a comment with one of them is spam. They match whole\n"
         "words in any letter case; * stands for any letters, as in casin*."),
        TEXT(block_words), .check = settings_check_line},
    {ROW("comments", "block_urls", UNSHOWN, "",
         "Hosts or beginnings of URLs, separated by commas: a comment with a link to one of\n"
         "them, or to a subdomain, is spam."),
        TEXT(block_urls), .check = settings_check_line},
    {ROW("comments", "block_networks", UNSHOWN, "",
         "Addresses and networks, such as 192.0.2.0/24, separated by commas: comments from\n"
         "there are spam."),
        TEXT(block_networks), .check = settings_check_networks},
    /* 2 links, as WordPress. */
    {ROW("comments", "max_links", UNSHOWN, "2", "A comment with more links is held."),
        NUMBER(max_links), RANGE(0, 1000)},
    {ROW("comments", "form_seconds", UNSHOWN, "3",
         "A form that is sent sooner after it was made is held. This concerns forms made\n"
         "for one reader, as for a reply. 0: never."),
        NUMBER(form_seconds), RANGE(0, 3600)},
    {ROW("comments", "max_depth", SHOWN, "5",
         "How many levels of replies are indented."),
        NUMBER(max_depth), RANGE(1, LIMIT_THREAD_DEPTH)},
    {ROW("comments", "close_after_days", SHOWN, "0",
         "Days after which a post no longer accepts comments. 0: never. A change\n"
         "applies to all posts."),
        /* A hundred years: in microseconds they are far from the end of 64 bits. */
        NUMBER(close_after_days), RANGE(0, 36500)},
    /* 15 seconds, as WordPress. */
    {ROW("comments", "flood_seconds", UNSHOWN, "15",
         "Seconds that must pass between two comments from one network. 0: no limit."),
        NUMBER(flood_seconds), RANGE(0, 86400)},
    {ROW("comments", "network_limit", UNSHOWN, "20",
         "Comments that one network may send within an hour. 0: no limit."),
        NUMBER(network_limit), RANGE(0, 1000000)},
    {ROW("comments", "article_limit", UNSHOWN, "200",
         "Comments that an article takes within an hour from readers who are not known.\n"
         "0: no limit."),
        NUMBER(article_limit), RANGE(0, 1000000)},
    {ROW("comments", "site_limit", UNSHOWN, "1000", "The same for the whole blog."),
        NUMBER(site_limit), RANGE(0, 1000000)},
    {ROW("comments", "pending_limit", UNSHOWN, "5000",
         "When so many comments wait for moderation, or are spam, further ones of that kind\n"
         "are refused until some have been dealt with. 0: no limit."),
        NUMBER(pending_limit), RANGE(0, 1000000)},
    {ROW("cache", "folder", UNSHOWN, "auto",
         "The folder of rendered pages, which the web server reads. auto: Pamphlet\n"
         "chooses a folder in memory. off: no page cache. Otherwise, name a folder on a\n"
         "tmpfs. The pages in it can be deleted at any time."),
        TEXT(cache_folder), .check = settings_check_cache},
    /* The upper limit, a terabyte, keeps the number of bytes within 64 bits. */
    {ROW("cache", "limit_mb", UNSHOWN, "1024",
         "Megabytes that the page cache may use. When it is full, all pages are removed\n"
         "and rendered again on demand."),
        NUMBER(cache_mb), RANGE(1, 1 << 20)},
    {ROW("server", "workers", UNSHOWN, "2",
         "The number of processes that answer requests. One per processor is a good\n"
         "choice."),
        NUMBER(workers), RANGE(1, 256)},
    {ROW("server", "deadline_seconds", UNSHOWN, "10",
         "Seconds after which an unfinished request is aborted."),
        NUMBER(deadline_seconds), RANGE(1, 600)},
    {ROW("server", "trusted_proxies", UNSHOWN, "",
         "Addresses and networks of proxies and CDNs in front of the web server, separated\n"
         "by commas. From these, the reader's address is taken from X-Forwarded-For."),
        TEXT(trusted_proxies), .check = settings_check_networks},
};

/* The page cache was called the page store, and its section [pages]. */
static const struct settings_alias aliases[] = {
    {"pages", "store", "cache", "folder"},
    {"pages", "limit_mb", "cache", "limit_mb"},
};

_Static_assert(sizeof rows / sizeof rows[0] == SETTINGS_ROWS,
    "SETTINGS_ROWS is the number of rows");

const struct settings_row *settings_table_row(size_t i) {
  return i < SETTINGS_ROWS ? &rows[i] : NULL;
}

const struct settings_row *settings_table_find(const char *section, const char *name) {
  for (size_t i = 0; i < SETTINGS_ROWS; i++)
    if (strcmp(rows[i].section, section) == 0 && strcmp(rows[i].name, name) == 0)
      return &rows[i];
  return NULL;
}

bool settings_table_has_section(const char *section) {
  for (size_t i = 0; i < SETTINGS_ROWS; i++)
    if (strcmp(rows[i].section, section) == 0)
      return true;
  return settings_table_alias_section(section) != NULL;
}

const struct settings_alias *settings_table_alias(
    const char *section, const char *name) {
  for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
    if (strcmp(aliases[i].former_name, name) == 0 &&
        (!section || strcmp(aliases[i].former_section, section) == 0))
      return &aliases[i];
  return NULL;
}

const char *settings_table_alias_section(const char *section) {
  for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
    if (strcmp(aliases[i].former_section, section) == 0)
      return aliases[i].section;
  return NULL;
}

static void *settings_table_at(
    struct settings_values *values, const struct settings_row *row) {
  return (char *)values + row->offset;
}

bool settings_table_set(struct settings_values *values, const struct settings_row *row,
    const char *value, char *fault, size_t fault_size) {
  if (row->kind == SETTINGS_NUMBER_KIND) {
    char *end;
    int64_t n = strtoll(value, &end, 10);
    /* strtoll returns its largest number for one that is too large, which no row
     * allows. */
    if (!*value || *end || n < row->least || n > row->most) {
      snprintf(fault, fault_size, "%s must be a whole number from %lld to %lld",
          row->name, (long long)row->least, (long long)row->most);
      return false;
    }
    /* memcpy, because the compiler does not know the type of the member at this
     * offset. */
    memcpy(settings_table_at(values, row), &n, sizeof n);
    return true;
  }
  const char *wrong = row->check(value);
  if (wrong) {
    snprintf(fault, fault_size, "%s %s", row->name, wrong);
    return false;
  }
  memcpy(settings_table_at(values, row), &value, sizeof value);
  return true;
}

/* settings_key hashes this text, and processes compare the hashes: those of two
 * versions of the program may differ, which costs a new epoch and nothing else. */
void settings_table_print(
    struct buf *out, const struct settings_values *values, enum settings_effect least) {
  for (size_t i = 0; i < SETTINGS_ROWS; i++) {
    const char *at = (const char *)values + rows[i].offset;
    if (rows[i].effect < least)
      continue;
    if (rows[i].kind == SETTINGS_NUMBER_KIND) {
      int64_t n;
      memcpy(&n, at, sizeof n);
      buf_printf(out, "%s=%lld\n", rows[i].name, (long long)n);
    } else {
      const char *text;
      memcpy(&text, at, sizeof text);
      buf_printf(out, "%s=%s\n", rows[i].name, text);
    }
  }
}
