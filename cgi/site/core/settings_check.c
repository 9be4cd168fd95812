#include "site/core/settings_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bech32.h"
#include "base/clock.h"
#include "base/network.h"
#include "base/rgb.h"
#include "base/utf8.h"
#include "db/db.h"
#include "markup/names/email.h"
#include "markup/names/lang.h"
#include "markup/names/url.h"
#include "site/core/permalink.h"
#include "site/core/theme.h"
#include "site/core/theme_style.h"
#include "view/messages.h"

/* Bytes of a value. A list has room for some thousand entries, such as those of a site
 * that moves here; its line fits INI_LINE. */
enum { SETTINGS_TEXT = 4000, SETTINGS_LIST = 100 * 1000 };

const char *settings_check_list(const char *v) {
  if (strlen(v) > SETTINGS_LIST)
    return "is too long: the limit is 100000 bytes";
  return utf8_check(v, strlen(v), UTF8_ONE_LINE) ? "must be one line of UTF-8" : NULL;
}

const char *settings_check_line(const char *v) {
  return strlen(v) > SETTINGS_TEXT ? "is too long: the limit is 4000 bytes"
                                   : settings_check_list(v);
}

const char *settings_check_title(const char *v) {
  return utf8_is_blank(v) ? "must not be empty" : settings_check_line(v);
}

const char *settings_check_url(const char *v) {
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

bool settings_check_is_translated(const char *language) {
  return message_has(language);
}

const char *settings_check_website(const char *v) {
  return !*v || (strlen(v) <= SETTINGS_TEXT && url_is_website(v, strlen(v)))
             ? NULL
             : "must be an address that begins with https:// or http://";
}

const char *settings_check_language(const char *v) {
  return lang_is_valid(v)
             ? NULL
             : "is not a language tag: write a code of two or three letters, optionally "
               "with a script or country, as in en, pt-BR or zh-Hans";
}

/* Setting it is the check: the zone must be known to this machine. The caller sets the
 * final one again. */
const char *settings_check_zone(const char *v) {
  return clock_set_zone(v) ? "is not a time zone such as Europe/Berlin or UTC" : NULL;
}

const char *settings_check_permalink(const char *v) {
  return permalink_fault(v);
}

/* theme_find says if it is missing: that depends on the site. */
const char *settings_check_theme(const char *v) {
  return theme_is_name(v) ? NULL
                          : "must be the name of a theme: letters, digits, - and _";
}

const char *settings_check_media(const char *v) {
  if (!*v)
    return NULL;
  return strncmp(v, "/media/", 7) == 0 && v[7] && !strpbrk(v, " \"<>")
             ? settings_check_line(v)
             : "must be a path such as /media/logo.svg, without spaces";
}

const char *settings_check_colour(const char *v) {
  struct rgb c;
  return !*v || rgb_parse(v, &c) ? NULL : "must be a colour such as #9f3a22";
}

const char *settings_check_fonts(const char *v) {
  return theme_style_check_fonts(v);
}

const char *settings_check_moderation(const char *v) {
  static const char *const words[] = {"all", "first-time", "rules", "none"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strcmp(v, words[i]) == 0)
      return NULL;
  return "must be all, first-time, rules or none";
}

const char *settings_check_networks(const char *v) {
  const char *fault = network_list_fault(v);
  return fault ? fault : settings_check_list(v);
}

/* In brackets, an address of IPv6, whose colons would be taken for that before the port
 * (RFC 3986 section 3.2.2). */
const char *settings_check_port(const char *v) {
  static const char fault[] =
      "must be an IP address and a port, such as 127.0.0.1:9464 or [::1]:9464";
  struct network_address a;
  char host[64];
  bool has_brackets = *v == '[';
  const char *end = has_brackets ? strchr(v, ']') : strchr(v, ':');
  const char *start = v + has_brackets;
  if (!*v)
    return NULL;
  if (!end || (size_t)(end - start) >= sizeof host || end[has_brackets] != ':')
    return fault;
  memcpy(host, start, (size_t)(end - start));
  host[end - start] = '\0';
  const char *port = end + has_brackets + 1;
  size_t n = strspn(port, "0123456789");
  long number = n && n < 6 && !port[n] ? strtol(port, NULL, 10) : 0;
  bool is_plain = network_address_read(host, &a) && !strchr(host, ':') == !has_brackets;
  return is_plain && number > 0 && number < 65536 ? NULL : fault;
}

/* Files with keys, which --recipient may name, are not allowed: the service that makes
 * backups at night sees only the site. */
const char *settings_check_recipients(const char *v) {
  char word[BECH32_TEXT];
  uint8_t key[BECH32_KEY];
  for (const char *s = v; *s;) {
    size_t n = strcspn(s, ", \t");
    snprintf(word, sizeof word, "%.*s", (int)n, s);
    if (n && (n >= sizeof word || !bech32_decode(word, "age", key)))
      return "must be public keys of age, which begin with age1, separated by commas";
    s += n;
    s += strspn(s, ", \t");
  }
  return settings_check_line(v);
}

const char *settings_check_database(const char *v) {
  return !*v || db_is_address(v) ? settings_check_line(v)
                                 : "must begin with postgresql://, or be empty";
}

const char *settings_check_feed_content(const char *v) {
  return strcmp(v, "full") == 0 || strcmp(v, "excerpt") == 0
             ? NULL
             : "must be full or excerpt";
}

const char *settings_check_order(const char *v) {
  return strcmp(v, "oldest") == 0 || strcmp(v, "newest") == 0
             ? NULL
             : "must be oldest or newest";
}

const char *settings_check_sharing(const char *v) {
  return strcmp(v, "separate") == 0 || strcmp(v, "shared") == 0
             ? NULL
             : "must be separate or shared";
}

/* Folders are compared as text with the one in the database, so each has one
 * spelling. */
const char *settings_check_cache(const char *v) {
  if (strcmp(v, "auto") == 0 || strcmp(v, "off") == 0)
    return NULL;
  return *v == '/' && v[1] && v[strlen(v) - 1] != '/'
             ? settings_check_line(v)
             : "must be auto, off or an absolute path without a trailing slash";
}

const char *settings_check_address(const char *v) {
  return !*v || email_check(v) == OK
             ? NULL
             : "must be an email address such as you@example.org";
}

const char *settings_check_notices(const char *v) {
  return strcmp(v, "immediately") == 0 || strcmp(v, "daily") == 0 ||
                 strcmp(v, "none") == 0
             ? NULL
             : "must be immediately, daily or none";
}

const char *settings_check_yes_no(const char *v) {
  return strcmp(v, "yes") == 0 || strcmp(v, "no") == 0 ? NULL : "must be yes or no";
}

const char *settings_check_picture_formats(const char *v) {
  static const char *const values[] = {"", "webp", "avif", "webp avif", "avif webp"};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    if (strcmp(v, values[i]) == 0)
      return NULL;
  return "must be webp, avif, or both separated by a space";
}

/* Quotation marks would look as if a shell read them. */
const char *settings_check_command(const char *v) {
  if (utf8_is_blank(v))
    return "must not be empty";
  return strpbrk(v, "\"'\\|;&<>$`")
             ? "must be words separated by spaces: no shell reads quotation marks and the "
               "like"
             : settings_check_line(v);
}
