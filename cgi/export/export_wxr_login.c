#include "export/export_wxr_login.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <unistr.h>

#include "base/crypt.h"

/* Whether WordPress replaces the letter by one of ASCII (remove_accents). */
static bool export_wxr_login_is_latin(ucs4_t c) {
  return c < 0x80 || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
}

enum err export_wxr_login(struct arena *a, const char *slug, const char **out) {
  uint8_t hash[CRYPT_HASH];
  char number[9];
  bool latin = true;
  ucs4_t c = 0;
  for (const uint8_t *s = (const uint8_t *)slug; latin && (s = u8_next(&c, s));)
    latin = export_wxr_login_is_latin(c);
  crypt_hash(slug, strlen(slug), hash);
  crypt_hex(hash, 4, number);
  *out = latin ? slug : arena_printf(a, "author-%s", number);
  return *out ? OK : ERR_NOMEM;
}
