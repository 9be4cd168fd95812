/* What is allowed as the value of a setting. Each check returns NULL, or what is wrong
 * with the value as the end of a sentence that begins with the name of the setting. */
#ifndef SITE_CORE_SETTINGS_CHECK_H
#define SITE_CORE_SETTINGS_CHECK_H

#include <stdbool.h>

/* Any line of UTF-8: of at most 4000 bytes, of at most 100000 bytes, and of 4000 that
 * are not all blank. */
const char *settings_check_line(const char *v);
const char *settings_check_list(const char *v);
const char *settings_check_title(const char *v);

/* A scheme and a host, such as base_url. */
const char *settings_check_url(const char *v);

/* Empty, or the address of a page of another site. */
const char *settings_check_website(const char *v);

/* A language tag; a time zone; a pattern for permalinks. settings_check_zone sets the
 * zone. */
const char *settings_check_language(const char *v);
const char *settings_check_zone(const char *v);
const char *settings_check_permalink(const char *v);

/* True if there are messages to readers in the language; else they get English ones. */
bool settings_check_is_translated(const char *language);

/* A list for base/network.h. */
const char *settings_check_networks(const char *v);

/* Empty, or an IP address and a port: "127.0.0.1:9464", "[::1]:9464". */
const char *settings_check_port(const char *v);

/* Empty, or public keys of age, separated by commas. */
const char *settings_check_recipients(const char *v);
const char *settings_check_database(const char *v);

/* "auto", "off" or a folder. */
const char *settings_check_cache(const char *v);

/* Empty, or an email address. */
const char *settings_check_address(const char *v);

/* A command and its arguments, without anything that only a shell understands. */
const char *settings_check_command(const char *v);

/* The name of a theme, which need not exist; a path below /media/, or empty; a colour
 * such as #9f3a22, or empty. */
const char *settings_check_theme(const char *v);
const char *settings_check_media(const char *v);
const char *settings_check_colour(const char *v);

/* One of a few words. */
const char *settings_check_fonts(const char *v);
const char *settings_check_moderation(const char *v);
const char *settings_check_feed_content(const char *v);
const char *settings_check_order(const char *v);
const char *settings_check_sharing(const char *v);
const char *settings_check_notices(const char *v);
const char *settings_check_yes_no(const char *v);

/* Formats of pictures: "webp", "avif", both with a space between them, or nothing. */
const char *settings_check_picture_formats(const char *v);

#endif
