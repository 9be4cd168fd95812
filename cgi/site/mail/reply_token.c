#include "site/mail/reply_token.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"

/* Bytes of the signature. 80 bits cannot be guessed through a mail system, and an
 * address must not have more than 64 bytes before the '@'. */
enum { SIGNATURE = 10 };

/* "COMMENT-DAY-SIGNATURE"; DAY is the last one on which it works. */
static void reply_token_sign(
    const struct site *site, int64_t id, int64_t day, char out[REPLY_TOKEN]) {
  uint8_t hash[CRYPT_HASH];
  char text[80], hex[2 * SIGNATURE + 1];
  int n = snprintf(text, sizeof text, "reply-by-mail %" PRId64 " %" PRId64, id, day);
  crypt_keyed_hash(db_secret(site->db), text, (size_t)n, hash);
  crypt_hex(hash, SIGNATURE, hex);
  snprintf(out, REPLY_TOKEN, "%" PRId64 "-%" PRId64 "-%s", id, day, hex);
}

const char *reply_token_address(
    const struct site *site, struct arena *a, int64_t id, int64_t now) {
  const char *address = site->settings.mail.reply_to, *at = strrchr(address, '@');
  char token[REPLY_TOKEN];
  if (!at)
    return "";
  reply_token_sign(site, id, now / CLOCK_DAY + REPLY_DAYS, token);
  return arena_printf(a, "%.*s+%s%s", (int)(at - address), address, token, at);
}

/* The part between the "+" and the "@", if all others are as in reply_to. */
static enum err reply_token_cut(
    const struct site *site, const char *address, char token[REPLY_TOKEN]) {
  const char *mine = site->settings.mail.reply_to, *end = strrchr(mine, '@');
  const char *at = strrchr(address, '@');
  size_t local = end ? (size_t)(end - mine) : 0;
  if (!end || !at || strcasecmp(at, end) != 0 || (size_t)(at - address) <= local ||
      strncasecmp(address, mine, local) != 0 || address[local] != '+')
    return ERR_SYNTAX;
  size_t n = (size_t)(at - address) - local - 1;
  if (n >= REPLY_TOKEN)
    return ERR_SYNTAX;
  for (size_t i = 0; i < n; i++)
    token[i] = (char)tolower((unsigned char)address[local + 1 + i]);
  token[n] = '\0';
  return OK;
}

/* Every byte is compared, however early they differ: the time tells nothing. */
static bool reply_token_is_equal(const char *a, const char *b) {
  size_t n = strlen(a);
  unsigned differs = 0;
  if (n != strlen(b))
    return false;
  for (size_t i = 0; i < n; i++)
    differs |= (unsigned)(unsigned char)a[i] ^ (unsigned)(unsigned char)b[i];
  return !differs;
}

enum err reply_token_check(const struct site *site, const char *address, int64_t now,
    int64_t *id, char token[REPLY_TOKEN]) {
  char given[REPLY_TOKEN], genuine[REPLY_TOKEN], *end = NULL;
  enum err e = reply_token_cut(site, address, given);
  if (e)
    return e;
  int64_t comment = strtoll(given, &end, 10);
  if (end == given || *end != '-')
    return ERR_SYNTAX;
  int64_t day = strtoll(end + 1, &end, 10);
  reply_token_sign(site, comment, day, genuine);
  if (!reply_token_is_equal(given, genuine))
    return ERR_SYNTAX;
  if (now / CLOCK_DAY > day)
    return ERR_GONE;
  *id = comment;
  memcpy(token, given, REPLY_TOKEN);
  return OK;
}
