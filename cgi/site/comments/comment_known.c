#include "site/comments/comment_known.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "db/model/comment.h"

enum {
  KNOWN_DAYS = 365,
  KNOWN_TOKENS = 3 /* as many as public/remember.js keeps */
};

/* The address is part of what is signed, because the web's connection may not read the
 * address of a comment. Browsers fill in "Ada@Example.org" one day and
 * "ada@example.org" the next: letters of ASCII count as equal. */
static void comment_known_purpose(const char *email, char out[96]) {
  uint8_t hash[CRYPT_HASH];
  char lower[LIMIT_EMAIL_BYTES * 2 + 1], text[2 * CRYPT_HASH + 1];
  size_t n = 0;
  for (; n < sizeof lower - 1 && email[n]; n++)
    lower[n] = (char)tolower((unsigned char)email[n]);
  crypt_hash(lower, n, hash);
  crypt_hex(hash, sizeof hash, text);
  snprintf(out, 96, "known %s", text);
}

void comment_known_sign(const struct site *site, int64_t id, const char *email,
    int64_t now, char out[CRYPT_TOKEN_TEXT]) {
  char purpose[96];
  comment_known_purpose(email, purpose);
  crypt_token_sign(db_secret(site->db), purpose, id, now + KNOWN_DAYS * CLOCK_DAY, out);
}

/* A forged or expired token is no error: the comment is held, as without one. */
static enum err comment_known_check_one(struct site *site, struct arena *a,
    const char *purpose, const char *token, int64_t now, int64_t *out) {
  struct comment c;
  int64_t id = 0;
  if (crypt_token_check(db_secret(site->db), purpose, token, now, &id))
    return OK;
  enum err e = comment_by_id(site->db, a, id, &c);
  /* A comment that was taken for spam later takes the proof with it. */
  *out = !e && c.status == COMMENT_APPROVE ? id : 0;
  return e == ERR_NOT_FOUND ? OK : e;
}

enum err comment_known_check(struct site *site, struct arena *a, const char *tokens,
    const char *email, int64_t now, int64_t *out) {
  char purpose[96], *save = NULL;
  char *list = tokens ? arena_strdup(a, tokens) : NULL;
  int64_t known = 0;
  if (tokens && !list)
    return ERR_NOMEM;
  comment_known_purpose(email, purpose);
  char *token = list ? strtok_r(list, " ", &save) : NULL;
  for (int i = 0; token && !known && i < KNOWN_TOKENS; i++) {
    enum err e = comment_known_check_one(site, a, purpose, token, now, &known);
    if (e)
      return e;
    token = strtok_r(NULL, " ", &save);
  }
  *out = known;
  return OK;
}
