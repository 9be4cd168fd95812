#include "text/host.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <idn2.h>

enum { MOST_OCTETS = 253, MOST_LABEL = 63 };

static bool is_label(const char *s, size_t n) {
  if (n == 0 || n > MOST_LABEL || s[0] == '-' || s[n - 1] == '-')
    return false;
  for (size_t i = 0; i < n; i++)
    if (!isalnum((unsigned char)s[i]) && s[i] != '-')
      return false;
  return true;
}

/* The same after other scripts have become "xn--". */
static bool is_ascii_domain(const char *s) {
  int labels = 0;
  bool digits = false;
  if (strlen(s) > MOST_OCTETS)
    return false;
  for (;;) {
    size_t n = strcspn(s, ".");
    if (!is_label(s, n))
      return false;
    labels++;
    digits = strspn(s, "0123456789") >= n;
    if (!s[n])
      return labels >= 2 && !digits;
    s += n + 1;
  }
}

bool host_is_domain(const char *s, size_t n) {
  char name[1024], *ascii = NULL;
  if (n == 0 || n >= sizeof name)
    return false;
  memcpy(name, s, n);
  name[n] = '\0';
  bool plain = true;
  for (size_t i = 0; i < n; i++)
    plain = plain && (unsigned char)name[i] < 0x80;
  if (plain)
    return is_ascii_domain(name);
  if (idn2_to_ascii_8z(name, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
    return false;
  bool valid = is_ascii_domain(ascii);
  idn2_free(ascii);
  return valid;
}
