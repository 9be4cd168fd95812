/* The table of settings: their names, defaults, checks and effects, and former names.
 */
#ifndef SITE_CORE_SETTINGS_TABLE_H
#define SITE_CORE_SETTINGS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum {
  SETTINGS_ROWS = 73,
  SETTINGS_PER_PAGE = 100, /* the largest number of articles on a list page */
  SETTINGS_FEED_ITEMS = 100
};

/* The values of site.ini, before they become a struct settings. */
struct settings_values {
  const char *title, *tagline, *base_url, *aliases, *language, *time_zone, *permalink,
      *author, *moderation, *block_words, *block_urls, *block_networks,
      *trusted_proxies, *cache_folder, *feed_content, *comment_order,
      *comment_translations, *avatars, *thanks, *mail_from, *mail_notify, *mail_notices,
      *mail_notify_spam, *mail_follow, *theme_name, *theme_logo, *theme_accent,
      *theme_accent_dark, *theme_background, *theme_background_dark, *theme_fonts,
      *webmention_receive, *webmention_send, *webmention_networks, *mail_reply_to,
      *mail_bounce, *mail_sendmail, *picture_formats, *picture_cards, *websub,
      *diagrams, *math, *sandbox, *metrics_address, *backup_recipient, *database;
  int64_t per_page, feed_items, page_size, max_depth, fold_replies, close_after_days,
      edit_minutes, flood_seconds, trash_days, spam_days, form_seconds, max_links,
      spam_score, hold_score, network_limit, article_limit, site_limit, pending_limit,
      workers, deadline_seconds, cache_mb, mail_notice_limit, mail_digest_hour,
      mail_address_limit, mail_total_limit, backup_days, revisions;
};

/* What a change of a setting means for pages that are rendered already. Each implies
 * the one before; a row must state one, so that no setting is forgotten. */
enum settings_effect {
  SETTINGS_UNSTATED,
  SETTINGS_UNSHOWN, /* nothing: pages stay as they are */
  SETTINGS_SHOWN,   /* pages would be rendered differently */
  SETTINGS_LISTED   /* and articles would be on other pages of a list */
};

enum settings_kind { SETTINGS_TEXT_KIND, SETTINGS_NUMBER_KIND };

struct settings_row {
  const char *section, *name;
  enum settings_effect effect;
  enum settings_kind kind;
  const char *value;   /* the default */
  const char *meaning; /* sentences, in lines, without a final "\n" */
  size_t offset;       /* in struct settings_values */
  const char *(*check)(const char *value); /* of a text: NULL, or what is wrong with it,
                                              as the end of a sentence */
  int64_t least, most;                     /* of a number */
};

/* Row `i` in the order of a new site.ini; NULL past the last. */
const struct settings_row *settings_table_row(size_t i);

/* The row of that name; NULL if there is none. */
const struct settings_row *settings_table_find(const char *section, const char *name);

/* True for a section that has settings, or had some under a former name. */
bool settings_table_has_section(const char *section);

/* Checks a value and puts it into *values, which keeps the pointer of a text. False,
 * with a sentence in `fault`, for a bad value. */
bool settings_table_set(struct settings_values *values, const struct settings_row *row,
    const char *value, char *fault, size_t fault_size);

/* Prints "name=value" lines of all settings with that effect or a greater one. */
void settings_table_print(
    struct buf *out, const struct settings_values *values, enum settings_effect least);

/* A former name of a setting, which still works. */
struct settings_alias {
  const char *former_section, *former_name, *section, *name;
};

/* The alias of that former name, in any section if `section` is NULL; NULL if there is
 * none. */
const struct settings_alias *settings_table_alias(
    const char *section, const char *name);

/* The current name of a former section; NULL if it is not one. */
const char *settings_table_alias_section(const char *section);

#endif
