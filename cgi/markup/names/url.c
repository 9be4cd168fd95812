/* Two sets of rules. A reader's website must be a valid URL in every part, because
 * nobody will correct it, and a malformed one may be parsed differently by each
 * browser. An author's link is only classified: what a browser could take for another
 * scheme than it seems is refused, and the rest is encoded where necessary. */
#include "markup/names/url.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "markup/names/host.h"

static bool url_is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* "URL code points" of WHATWG URL section 4.3, without those that reorder or hide
 * text. */
static bool url_is_point(ucs4_t c) {
  if (c < 0x80)
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr("!$&'()*+,-./:;=?@_~#", (int)c) != NULL);
  /* The characters at the end of each plane and U+FDD0 to U+FDEF are noncharacters.
   * Those below U+00A0 are controls. */
  if (c < 0xa0 || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
    return false;
  return !uc_is_property_white_space(c) && !uc_is_property_bidi_control(c);
}

/* Length of the URL unit at `s`, a code point or a percent-encoded byte; 0 if it is
 * neither. *step becomes the length of the character in any case. */
static size_t url_unit(const char *s, size_t n, size_t *step) {
  ucs4_t c;
  int bytes = u8_mbtoucr(&c, (const uint8_t *)s, n);
  /* After a byte that is not UTF-8, the caller continues with the next one. */
  *step = bytes > 0 ? (size_t)bytes : 1;
  if (bytes <= 0)
    return 0;
  if (c == '%')
    return n >= 3 && url_is_hex(s[1]) && url_is_hex(s[2]) ? 3 : 0;
  return url_is_point(c) ? *step : 0;
}

size_t url_span(const char *s, size_t n) {
  size_t at = 0, step, bytes;
  while (at < n && (bytes = url_unit(s + at, n - at, &step)) > 0)
    at += bytes;
  return at;
}

static bool url_has_scheme(const char *s, size_t n, const char *scheme) {
  /* Schemes do not depend on case: "JAVASCRIPT:" works in every browser. */
  size_t m = strlen(scheme);
  return n >= m && strncasecmp(s, scheme, m) == 0;
}

/* Length of "http://" or "https://" at `s`, otherwise 0. */
static size_t url_web_scheme(const char *s, size_t n) {
  return url_has_scheme(s, n, "http://") ? 7 : url_has_scheme(s, n, "https://") ? 8 : 0;
}

static size_t url_span_until(const char *s, size_t n, const char *stop) {
  size_t i = 0;
  while (i < n && !(s[i] && strchr(stop, s[i])))
    i++;
  return i;
}

static bool url_port_is_valid(const char *s, size_t n) {
  unsigned port = 0;
  /* Five digits at most keep the number from overflowing. */
  if (n == 0 || n > 5 || s[0] == '0')
    return false;
  for (size_t i = 0; i < n; i++) {
    if (s[i] < '0' || s[i] > '9')
      return false;
    port = port * 10 + (unsigned)(s[i] - '0');
  }
  return port <= 65535;
}

/* Host and optional port. Neither may contain '@', so a user name is refused. A host
 * name needs `least_dots` dots, and may end with one if `root`. */
static bool url_authority_is_valid(
    const char *s, size_t n, size_t least_dots, bool root) {
  size_t host;
  if (n && s[0] == '[') {
    host = url_span_until(s, n, "]");
    if (host == n || !host_is_ipv6(s + 1, host - 1))
      return false;
    host++;
  } else {
    host = url_span_until(s, n, ":");
    size_t name = root && host && s[host - 1] == '.' ? host - 1 : host;
    size_t dots = 0;
    if (!host_is_ipv4(s, host) &&
        !(host_is_domain(s, name, &dots) && dots >= least_dots))
      return false;
  }
  return host == n || (s[host] == ':' && url_port_is_valid(s + host + 1, n - host - 1));
}

bool url_is_website(const char *s, size_t n) {
  size_t scheme = url_web_scheme(s, n);
  if (!scheme)
    return false;
  s += scheme;
  n -= scheme;
  size_t authority = url_span_until(s, n, "/?#");
  /* One dot at least: "https://localhost/" as the website of a commenter leads all
   * readers to their own computers. */
  if (!url_authority_is_valid(s, authority, 1, true))
    return false;
  s += authority;
  n -= authority;
  if (url_span(s, n) != n)
    return false;
  const char *hash = memchr(s, '#', n);
  /* A second '#' is not allowed in a fragment. */
  return !hash || !memchr(hash + 1, '#', n - (size_t)(hash + 1 - s));
}

bool url_is_origin(const char *s) {
  size_t n = strlen(s), scheme = url_web_scheme(s, n);
  return scheme && url_authority_is_valid(s + scheme, n - scheme, 0, false);
}

enum err url_check(const char *s) {
  size_t n = strlen(s);
  if (utf8_check(s, n, UTF8_ONE_LINE))
    return ERR_INVALID;
  if (utf8_length(s) > LIMIT_URL)
    return ERR_TOO_LARGE;
  return url_is_website(s, n) ? OK : ERR_INVALID;
}

static bool url_has_control(const char *s) {
  for (; *s; s++) {
    unsigned char c = (unsigned char)*s;
    /* U+0080 to U+009F are the two bytes C2 80 to C2 9F. */
    if (c < 0x20 || c == 0x7f || (c == 0xc2 && (unsigned char)s[1] < 0xa0))
      return true;
  }
  return false;
}

static bool url_starts_with_space(const char *s) {
  ucs4_t c;
  if (!*s)
    return false;
  /* u8_mbtouc() needs to know how many bytes it may read. */
  u8_mbtouc(&c, (const uint8_t *)s, strnlen(s, 4));
  return uc_is_property_white_space(c) ||
         uc_is_property_default_ignorable_code_point(c);
}

enum url_kind url_classify(const char *s) {
  size_t n = strlen(s);
  /* Browsers remove tabs and newlines anywhere in a URL and spaces at its start (WHATWG
   * URL section 4.4), so that "java\nscript:x" and " javascript:x" are scripts. */
  if (!utf8_is_valid(s, n) || url_has_control(s) || url_starts_with_space(s))
    return URL_UNSAFE;
  if (*s == '#')
    return URL_FRAGMENT;
  size_t path = strcspn(s, "?#");
  /* Browsers treat a backslash in a path as a slash, so that "/\host" leads to another
   * host. */
  if (memchr(s, '\\', path))
    return URL_UNSAFE;
  size_t scheme = url_web_scheme(s, n);
  /* "//host/" leads to another host with the scheme of the page. */
  if (!scheme && s[0] == '/' && s[1] == '/')
    scheme = 2;
  if (scheme)
    return s[scheme] && !strchr("/?#", s[scheme]) ? URL_EXTERNAL : URL_UNSAFE;
  if (url_has_scheme(s, n, "mailto:") || url_has_scheme(s, n, "tel:"))
    return URL_CONTACT;
  /* Text before a colon that precedes the first slash is a scheme. */
  return s[strcspn(s, ":/?#")] == ':' ? URL_UNSAFE : URL_RELATIVE;
}

/* Length up to and including the bracket that closes an IPv6 host, the only part of a
 * URL in which brackets are allowed. */
static size_t url_bracketed_host(const char *s) {
  size_t scheme = url_web_scheme(s, strlen(s));
  const char *end = scheme && s[scheme] == '[' ? strchr(s + scheme, ']') : NULL;
  size_t n = end ? (size_t)(end - s) : 0;
  return end && host_is_ipv6(s + scheme + 1, n - scheme - 1) ? n + 1 : 0;
}

const char *url_without_origin(const char *s) {
  const char *colon = strstr(s, "://");
  /* After a "/", "?" or "#", "://" is not the end of a scheme:
   * "/go?to=https://example.org". */
  if (!colon || strcspn(s, "/?#") < (size_t)(colon - s))
    return s;
  const char *host = colon + 3, *path = strchr(host, '/');
  return path ? path : host + strlen(host);
}

void url_put(struct buf *out, const char *s) {
  /* Brackets are encoded everywhere but in an IPv6 host, which would no longer be
   * one. */
  size_t host = url_bracketed_host(s), n = strlen(s) - host, step;
  bool in_fragment = false;
  buf_add(out, s, host);
  for (s += host; n; s += step, n -= step) {
    size_t bytes = url_unit(s, n, &step);
    /* Only the first '#' begins the fragment. Any other one is encoded. */
    if (bytes && !(in_fragment && *s == '#')) {
      step = bytes;
      buf_add(out, s, step);
      in_fragment = in_fragment || *s == '#';
    } else {
      for (size_t i = 0; i < step; i++)
        buf_printf(out, "%%%02X", (unsigned)(unsigned char)s[i]);
    }
  }
}
