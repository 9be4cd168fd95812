#include "text/url.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "text/host.h"

static bool is_ipv6(const char *s, size_t n) {
  char text[64];
  struct in6_addr address;
  if (n < 3 || n >= sizeof text || s[n - 1] != ']')
    return false;
  memcpy(text, s + 1, n - 2);
  text[n - 2] = '\0';
  return inet_pton(AF_INET6, text, &address) == 1;
}

static bool is_ipv4(const char *s, size_t n) {
  char text[16];
  struct in_addr address;
  if (n >= sizeof text)
    return false;
  memcpy(text, s, n);
  text[n] = '\0';
  return inet_pton(AF_INET, text, &address) == 1;
}

static bool is_port(const char *s, size_t n) {
  long value = 0;
  if (n == 0 || n > 5)
    return false;
  for (size_t i = 0; i < n; i++) {
    if (!isdigit((unsigned char)s[i]))
      return false;
    value = value * 10 + (s[i] - '0');
  }
  return value >= 1 && value <= 65535;
}

static bool is_authority(const char *s, size_t n) {
  if (memchr(s, '@', n))
    return false;
  size_t host = n;
  if (n && s[0] == '[') {
    const char *end = memchr(s, ']', n);
    host = end ? (size_t)(end - s) + 1 : 0;
    if (!host || !is_ipv6(s, host))
      return false;
  } else {
    const char *colon = memchr(s, ':', n);
    host = colon ? (size_t)(colon - s) : n;
    if (!host_is_domain(s, host) && !is_ipv4(s, host))
      return false;
  }
  return host == n || (s[host] == ':' && is_port(s + host + 1, n - host - 1));
}

enum err url_check(const char *s) {
  size_t n = strlen(s);
  if (utf8_check(s, n, UTF8_ONE_LINE))
    return ERR_INVALID;
  if (utf8_length(s) > LIMIT_URL)
    return ERR_TOO_LARGE;
  if (strpbrk(s, " \\\"<>^`{|}") || utf8_has_bidi_control(s) || strstr(s, "\xc2\xa0") ||
      strstr(s, "\xe2\x80\x8b") || strstr(s, "\xe3\x80\x80"))
    return ERR_INVALID;
  if (strncasecmp(s, "https://", 8) == 0)
    s += 8;
  else if (strncasecmp(s, "http://", 7) == 0)
    s += 7;
  else
    return ERR_INVALID;
  return is_authority(s, strcspn(s, "/?#")) ? OK : ERR_INVALID;
}

enum url_kind url_classify(const char *s) {
  for (const char *c = s; *c; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7f || *c == '\\')
      return URL_UNSAFE;
  if (*s == ' ')
    return URL_UNSAFE;
  if (s[0] == '/' && s[1] == '/')
    return URL_EXTERNAL;
  size_t n = strcspn(s, ":/?#");
  if (s[n] != ':')
    return URL_RELATIVE;
  if ((n == 4 && strncasecmp(s, "http", 4) == 0) ||
      (n == 5 && strncasecmp(s, "https", 5) == 0))
    return URL_EXTERNAL;
  if ((n == 6 && strncasecmp(s, "mailto", 6) == 0) ||
      (n == 3 && strncasecmp(s, "tel", 3) == 0))
    return URL_CONTACT;
  return URL_UNSAFE;
}
