/* A host must be what it seems. The checks happen before the mapping of UTS 46, which
 * deletes and replaces characters, and after it, where the limits of DNS apply; and an
 * encoded name must encode to itself. That way two different hosts are never shown as
 * one text, and one host has one spelling. */
#include "markup/names/host.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

/* 253: the 255 bytes of RFC 1035 section 2.3.4 include a length for each label and the
 * root. */
enum { MOST_BYTES = 253, MOST_LABEL = 63, MOST_INPUT = 1024 };

static bool host_is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Characters that RFC 5892 allows in certain contexts besides letters, marks and
 * digits; libidn2 checks the contexts. */
static bool host_is_contextual(ucs4_t c) {
  return c == 0x00b7 || c == 0x0375 || c == 0x05f3 || c == 0x05f4 || c == 0x30fb;
}

/* UTS 46 would silently delete invisible characters and replace others that look like a
 * dot. So only characters that stand for themselves get as far as the mapping. */
static bool host_has_only_letters(const char *s, size_t n) {
  const uint8_t *u = (const uint8_t *)s;
  while (n) {
    ucs4_t c;
    int step = u8_mbtoucr(&c, u, n);
    if (step <= 0)
      return false;
    bool good =
        c < 0x80
            ? host_is_alnum((char)c) || c == '-' || c == '.'
            : host_is_contextual(c) ||
                  (uc_is_general_category_withtable(c,
                       UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N) &&
                      !uc_is_property_default_ignorable_code_point(c));
    if (!good)
      return false;
    u += step;
    n -= (size_t)step;
  }
  return true;
}

static bool host_label_is_valid(const char *s, size_t n) {
  if (n == 0 || n > MOST_LABEL || !host_is_alnum(s[0]) || !host_is_alnum(s[n - 1]))
    return false;
  for (size_t i = 0; i < n; i++)
    if (!host_is_alnum(s[i]) && s[i] != '-')
      return false;
  return true;
}

static bool host_ascii_is_valid(const char *s, size_t *dots) {
  size_t count = 0;
  if (strlen(s) > MOST_BYTES)
    return false;
  for (;;) {
    size_t n = strcspn(s, ".");
    if (!host_label_is_valid(s, n))
      return false;
    if (!s[n])
      break;
    count++;
    s += n + 1;
  }
  /* `s` is the last label here. Browsers read a host that ends in a number as an IPv4
   * address (WHATWG URL section 3.5), so "a.1" would be an error and "1.2.3" another
   * host. */
  if (s[strspn(s, "0123456789")] == '\0')
    return false;
  if (dots)
    *dots = count;
  return true;
}

static bool host_has_encoded_label(const char *s) {
  for (; s; s = strchr(s, '.')) {
    if (*s == '.')
      s++;
    if (strncasecmp(s, "xn--", 4) == 0)
      return true;
  }
  return false;
}

/* An encoded label must decode to something that encodes to the same label again.
 * Otherwise two spellings of a host would compare as different. */
static bool host_encoding_is_sound(const char *s) {
  char *unicode = NULL, *again = NULL;
  bool sound = idn2_to_unicode_8z8z(s, &unicode, 0) == IDN2_OK &&
               idn2_to_ascii_8z(unicode, &again, IDN2_NONTRANSITIONAL) == IDN2_OK &&
               strcasecmp(s, again) == 0;
  idn2_free(unicode);
  idn2_free(again);
  return sound;
}

bool host_is_domain(const char *s, size_t n, size_t *dots) {
  char name[MOST_INPUT];
  if (n == 0 || n >= sizeof name || memchr(s, '\0', n) || !host_has_only_letters(s, n))
    return false;
  memcpy(name, s, n);
  name[n] = '\0';
  /* Most names take no part in IDNA; libidn2 would also refuse some that are in use,
   * such as those with "--" at the third position. */
  bool ascii = u8_mbsnlen((const uint8_t *)name, n) == n;
  if (ascii)
    return host_ascii_is_valid(name, dots) &&
           (!host_has_encoded_label(name) || host_encoding_is_sound(name));
  uint8_t *looked_up = NULL;
  int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
  bool valid = idn2_lookup_u8((const uint8_t *)name, &looked_up, flags) == IDN2_OK &&
               host_ascii_is_valid((const char *)looked_up, dots) &&
               host_encoding_is_sound((const char *)looked_up);
  idn2_free(looked_up);
  return valid;
}

static bool host_is_address(int family, const char *s, size_t n) {
  char text[INET6_ADDRSTRLEN];
  unsigned char address[sizeof(struct in6_addr)];
  if (n == 0 || n >= sizeof text || memchr(s, '\0', n))
    return false;
  memcpy(text, s, n);
  text[n] = '\0';
  /* inet_pton() and not inet_aton(), which also accepts "127.1" and "0x7f000001". */
  return inet_pton(family, text, address) == 1;
}

bool host_is_ipv4(const char *s, size_t n) {
  return host_is_address(AF_INET, s, n);
}

bool host_is_ipv6(const char *s, size_t n) {
  return host_is_address(AF_INET6, s, n);
}
