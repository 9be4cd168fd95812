/* The grammar of WHATWG HTML, because that is what a browser checks in the form before
 * it sends an address. RFC 5322 also allows comments, quotes and address literals,
 * which practically nobody uses. */
#include "markup/names/email.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "markup/names/host.h"

enum { MOST_LOCAL = 64 };

/* The `atext` of RFC 5322 section 3.2.3, and the dot. */
static bool email_is_ascii_local(ucs4_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c && strchr(".!#$%&'*+/=?^_`{|}~-", (int)c) != NULL);
}

static bool email_is_local(ucs4_t c) {
  if (c < 0x80)
    return email_is_ascii_local(c);
  return !uc_is_general_category_withtable(
             c, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z) &&
         !uc_is_property_default_ignorable_code_point(c);
}

static bool email_local_is_valid(const char *s, size_t n) {
  if (n == 0 || n > MOST_LOCAL || s[0] == '.' || s[n - 1] == '.')
    return false;
  const uint8_t *u = (const uint8_t *)s, *end = u + n;
  ucs4_t before = 0;
  while (u < end) {
    ucs4_t c;
    int step = u8_mbtouc(&c, u, (size_t)(end - u));
    if (!email_is_local(c) || (c == '.' && before == '.'))
      return false;
    before = c;
    u += step;
  }
  return true;
}

enum err email_check(const char *s) {
  size_t n = strlen(s), dots = 0;
  if (utf8_check(s, n, UTF8_ONE_LINE))
    return ERR_INVALID;
  if (n > LIMIT_EMAIL_BYTES || utf8_length(s) > LIMIT_EMAIL)
    return ERR_TOO_LARGE;
  /* The first one: a second '@' fails in the domain. */
  const char *at = strchr(s, '@');
  if (!at || !email_local_is_valid(s, (size_t)(at - s)))
    return ERR_INVALID;
  if (!host_is_domain(at + 1, strlen(at + 1), &dots) || dots == 0)
    return ERR_INVALID;
  return OK;
}
