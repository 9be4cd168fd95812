/* E-mail addresses: an accepted one has the form of an address and is still accepted in
 * lower case. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "markup/names/email.h"
#include "markup/names/host.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(char *s) {
  const char *at = strchr(s, '@');
  if (!at || at == s || strchr(at + 1, '@') || !strchr(at, '.'))
    abort();
  if (strpbrk(s, " \t\r\n\"<>,;:()[]\\") || s[0] == '.' || at[-1] == '.')
    abort();
  if (utf8_check(s, strlen(s), UTF8_ONE_LINE) || utf8_has_bidi_control(s))
    abort();
  if (strlen(s) > LIMIT_EMAIL_BYTES || at - s > 64 || utf8_length(s) > LIMIT_EMAIL)
    abort();
  if (!host_is_domain(at + 1, strlen(at + 1), NULL))
    abort();
  for (char *c = s; *c; c++)
    if (*c >= 'A' && *c <= 'Z')
      *c = (char)(*c - 'A' + 'a');
  if (email_check(s) != OK)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *s = calloc(1, size + 1);
  if (!s)
    return 0;
  memcpy(s, data, size);
  if (email_check(s) == OK)
    check(s);
  free(s);
  return 0;
}
