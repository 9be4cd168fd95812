/* The settings of a blog, read from site.ini in its directory. */
#ifndef SITE_CORE_SETTINGS_H
#define SITE_CORE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/settings_table.h"
#include "site/core/theme_style.h"

enum { SETTINGS_ALIASES = 16 }; /* the largest number of further addresses */

/* Which comments wait for approval. The rules of site/comments/comment_rules.h can hold
 * more, except with MODERATION_NONE. */
enum moderation {
  MODERATION_ALL,
  MODERATION_FIRST_TIME,
  MODERATION_RULES,
  MODERATION_NONE
};

/* When new comments are reported to the author. */
enum notices { NOTICES_IMMEDIATELY, NOTICES_DAILY, NOTICES_NONE };

/* The section [mail]. */
struct settings_mail {
  const char *from;     /* an address; "" if mail is off */
  const char *notify;   /* the author's address; "": none */
  const char *reply_to; /* "": answers are not received */
  const char *bounce;   /* "": the mail system's own */
  const char *sendmail; /* a command of words without a shell */
  enum notices notices;
  bool notify_spam;
  bool follow;                        /* readers can ask for mail about comments */
  int64_t notice_limit;               /* notices an hour */
  int64_t digest_hour;                /* of the day, in the site's zone */
  int64_t address_limit, total_limit; /* mails an hour */
};

/* The section [webmention]. */
struct settings_webmention {
  bool receives, sends;
  const char *networks; /* that may be reached although they are not public */
};

struct settings {
  const char *title, *tagline;
  const char *base_url; /* "https://example.org": no slash, no default port */
  const char *origins[SETTINGS_ALIASES + 2]; /* base_url and aliases, ended by NULL */
  const char *language;                      /* BCP 47: of articles that name none */
  const char *time_zone;                     /* IANA name */
  const char *permalink;                     /* "/:year/:month/:slug/" */
  const char *author;                        /* of articles that name none */
  bool math;                                 /* dollar signs are marks of formulas */
  bool diagrams;                             /* of Graphviz are drawn */
  int64_t per_page;                          /* articles per list page */
  int64_t feed_items;                        /* articles or comments in a feed */
  const char *websub;                        /* the hub of the feeds; "": none */
  bool feed_whole;                           /* feeds contain whole articles */
  enum moderation moderation;
  const char *block_words, *block_urls; /* site/comments/comment_block.h */
  const char *block_networks;           /* base/network.h */
  const char *trusted_proxies;          /* base/network.h */
  int64_t spam_score, hold_score;       /* of the spam filter, in per cent; 0: never */
  int64_t max_links;                    /* in a comment that is not held */
  int64_t form_seconds;                 /* between making and sending a form */
  int64_t network_limit, article_limit, site_limit; /* comments an hour; 0: any */
  int64_t pending_limit; /* comments that wait; 0: any number */
  int64_t page_size;     /* comments on a page; 0: all */
  bool newest_first;     /* threads */
  bool shares_comments;  /* translations have one discussion */
  int64_t max_depth;     /* of threads */
  int64_t fold_replies;  /* replies that are visible; 0: all */
  bool avatars;
  bool thanks;                   /* articles have a button "Thank you" */
  bool sandbox;                  /* site/site_sandbox.h */
  int64_t close_after_days;      /* 0: never */
  int64_t edit_minutes;          /* for which a sender may change a comment; 0: never */
  int64_t flood_seconds;         /* between two comments from one network */
  int64_t revisions;             /* former versions kept of an article; 0: none */
  int64_t trash_days, spam_days; /* until a comment is deleted; 0: never */
  int64_t workers, deadline_seconds;
  int64_t backup_days;          /* after which a backup is old; 0: never */
  const char *database;         /* address in PostgreSQL; "": pamphlet.db */
  const char *backup_recipient; /* public keys, separated by commas; "": none */
  const char *metrics_address;  /* "127.0.0.1:9464", "[::1]:9464"; "": none */
  const char *cache_folder;     /* "auto", "off" or a folder */
  int64_t cache_mb;
  struct settings_mail mail;
  struct settings_webmention webmention;
  struct settings_theme theme;
  const char *picture_formats; /* of copies: words of "webp avif" */
  bool cards;                  /* articles without a picture get a social card */
  uint64_t render_key;         /* hash of all settings with the effect SETTINGS_SHOWN */
  uint64_t list_key; /* hash of all settings with the effect SETTINGS_LISTED */
  const struct settings_alias *former; /* a former name in the file; NULL: none */
};

/* Reads `dir`/site.ini; the strings live in `a`. PAMPHLET_BASE_URL in the environment
 * overrides base_url, or else that of a running service (site/core/base_url.h).
 * ERR_CONFIG with "FILE:LINE: sentence" in `why` for an unknown setting or a bad value,
 * "FILE: sentence" if title or base_url is missing; ERR_NOT_FOUND if there is no such
 * file; ERR_OWNER, ERR_IO, ERR_NOMEM. */
enum err settings_read(struct arena *a, const char *dir, struct settings *out,
    char *why, size_t why_size) MUST_USE;

/* The same for any file, without asking for a service. */
enum err settings_read_file(struct arena *a, const char *file, struct settings *out,
    char *why, size_t why_size) MUST_USE;

/* A setting, for programs that show or change it. */
struct settings_entry {
  const char *section, *name;
  const char *value;   /* the default */
  const char *meaning; /* sentences, in lines */
};

/* Setting `i`, in the order of a new site.ini. False past the last. */
bool settings_entry(size_t i, struct settings_entry *out);

#endif
