#include "text/email.h"

#include <ctype.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "text/host.h"

enum { MOST_LOCAL = 64 };

static bool is_local(const char *s, size_t n) {
  if (n == 0 || n > MOST_LOCAL || s[0] == '.' || s[n - 1] == '.')
    return false;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c == '.' && s[i + 1] == '.')
      return false;
    if (c < 0x80 && !isalnum(c) && !strchr(".!#$%&'*+/=?^_`{|}~-", c))
      return false;
  }
  return true;
}

enum err email_check(const char *s) {
  size_t n = strlen(s);
  if (n > LIMIT_EMAIL_OCTETS)
    return ERR_TOO_LARGE;
  if (utf8_check(s, n, UTF8_ONE_LINE) || utf8_has_bidi_control(s))
    return ERR_INVALID;
  if (utf8_length(s) > LIMIT_EMAIL)
    return ERR_TOO_LARGE;
  const char *at = strchr(s, '@');
  if (!at || strchr(at + 1, '@') || !is_local(s, (size_t)(at - s)))
    return ERR_INVALID;
  /* Spaces of other scripts and invisible characters are nobody's address. */
  for (const char *c = s; *c; c++)
    if (strncmp(c, "\xc2\xa0", 2) == 0 || strncmp(c, "\xe2\x80", 2) == 0 ||
        strncmp(c, "\xe3\x80\x80", 3) == 0 || strncmp(c, "\xef\xbb\xbf", 3) == 0)
      return ERR_INVALID;
  return host_is_domain(at + 1, strlen(at + 1)) ? OK : ERR_INVALID;
}
