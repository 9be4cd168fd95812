/* A header is text: a line with the version, for each recipient a stanza of a line with
 * its kind and arguments and lines of base64, and a line with a MAC over all before.
 * The MAC has a key that only somebody with the key of the file can compute, so nobody
 * else can change a stanza unnoticed. */
#include "ops/age_header.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

enum {
  AGE_LINE = 64,                  /* characters of a full line of base64 */
  AGE_SEALED = AGE_FILE_KEY + 16, /* a file key, encrypted */
  AGE_TEXT = 44,                  /* base64 of 32 bytes, with the NUL */
  AGE_ARGUMENTS = 20,             /* more than any kind of stanza has */
  AGE_BASE64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING
};

static const char age_version[] = "age-encryption.org/v1\n";
static const char age_x25519[] = "age-encryption.org/v1/X25519";

void age_header_derive(const void *salt, size_t salt_size, const void *key,
    size_t key_size, const char *info, uint8_t out[AGE_DERIVED]) {
  crypto_auth_hmacsha256_state state;
  uint8_t extracted[crypto_auth_hmacsha256_BYTES];
  const uint8_t counter = 1; /* one block is all that is needed */
  crypto_auth_hmacsha256_init(&state, salt, salt_size);
  crypto_auth_hmacsha256_update(&state, key, key_size);
  crypto_auth_hmacsha256_final(&state, extracted);
  crypto_auth_hmacsha256_init(&state, extracted, sizeof extracted);
  crypto_auth_hmacsha256_update(&state, (const uint8_t *)info, strlen(info));
  crypto_auth_hmacsha256_update(&state, &counter, 1);
  crypto_auth_hmacsha256_final(&state, out);
  sodium_memzero(extracted, sizeof extracted);
  sodium_memzero(&state, sizeof state);
}

static void age_header_mac(const uint8_t file_key[AGE_FILE_KEY], const char *header,
    size_t size, uint8_t out[AGE_DERIVED]) {
  uint8_t key[AGE_DERIVED];
  crypto_auth_hmacsha256_state state;
  age_header_derive("", 0, file_key, AGE_FILE_KEY, "header", key);
  crypto_auth_hmacsha256_init(&state, key, sizeof key);
  crypto_auth_hmacsha256_update(&state, (const uint8_t *)header, size);
  crypto_auth_hmacsha256_final(&state, out);
  sodium_memzero(key, sizeof key);
}

/* The key that encrypts the file key for a recipient. False for a public key of low
 * order, with which the result would be known to everybody. */
static bool age_header_agree(const uint8_t secret[AGE_KEY],
    const uint8_t other[AGE_KEY], const uint8_t share[AGE_KEY],
    const uint8_t recipient[AGE_KEY], uint8_t out[AGE_DERIVED]) {
  uint8_t agreed[AGE_KEY], salt[2 * AGE_KEY];
  if (crypto_scalarmult(agreed, secret, other) != 0)
    return false;
  memcpy(salt, share, AGE_KEY);
  memcpy(salt + AGE_KEY, recipient, AGE_KEY);
  age_header_derive(salt, sizeof salt, agreed, sizeof agreed, age_x25519, out);
  sodium_memzero(agreed, sizeof agreed);
  return true;
}

static void age_header_puts(struct buf *out, const uint8_t data[AGE_KEY]) {
  char text[AGE_TEXT];
  buf_puts(out, sodium_bin2base64(text, sizeof text, data, AGE_KEY, AGE_BASE64));
}

static bool age_header_write_stanza(const uint8_t recipient[AGE_KEY],
    const uint8_t file_key[AGE_FILE_KEY], struct buf *out) {
  static const uint8_t nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];
  uint8_t secret[AGE_KEY], share[AGE_KEY], key[AGE_DERIVED], sealed[AGE_SEALED];
  randombytes_buf(secret, sizeof secret);
  crypto_scalarmult_base(share, secret);
  bool agreed = age_header_agree(secret, recipient, share, recipient, key);
  sodium_memzero(secret, sizeof secret);
  if (!agreed)
    return false;
  /* A nonce of zeros, because the key is used only once. */
  crypto_aead_chacha20poly1305_ietf_encrypt(
      sealed, NULL, file_key, AGE_FILE_KEY, NULL, 0, NULL, nonce, key);
  sodium_memzero(key, sizeof key);
  buf_puts(out, "-> X25519 ");
  age_header_puts(out, share);
  buf_putc(out, '\n');
  age_header_puts(out, sealed);
  buf_putc(out, '\n');
  return true;
}

enum err age_header_write(const struct age_keys *recipients,
    const uint8_t file_key[AGE_FILE_KEY], struct buf *out) {
  uint8_t mac[AGE_DERIVED];
  buf_puts(out, age_version);
  for (size_t i = 0; i < recipients->count; i++)
    if (!age_header_write_stanza(recipients->keys[i], file_key, out))
      return ERR_INVALID;
  buf_puts(out, "---");
  if (buf_status(out))
    return buf_status(out);
  age_header_mac(file_key, out->data, out->len, mac);
  buf_putc(out, ' ');
  age_header_puts(out, mac);
  buf_putc(out, '\n');
  return buf_status(out);
}

/* What is left of a header while it is read. */
struct age_text {
  const char *at, *end;
};

/* A stanza: its words are in the header, not NUL-terminated. */
struct age_stanza {
  const char *words[AGE_ARGUMENTS];
  size_t sizes[AGE_ARGUMENTS], count;
  uint8_t body[AGE_SEALED]; /* its first bytes */
  size_t body_size;
};

/* The next line, without its end. NULL if there is no whole line. */
static const char *age_header_line(struct age_text *t, size_t *size) {
  const char *line = t->at;
  const char *end = memchr(line, '\n', (size_t)(t->end - line));
  if (!end)
    return NULL;
  *size = (size_t)(end - line);
  t->at = end + 1;
  return line;
}

/* Decodes base64 that has no padding and no other spelling. */
static bool age_header_decode(
    const char *text, size_t n, uint8_t *out, size_t room, size_t *size) {
  const char *end = NULL;
  char again[AGE_LINE + 1];
  if (n > AGE_LINE ||
      sodium_base642bin(out, room, text, n, NULL, size, &end, AGE_BASE64) != 0 ||
      end != text + n)
    return false;
  /* Bits of the last character that are not used have to be 0. */
  sodium_bin2base64(again, sizeof again, out, *size, AGE_BASE64);
  return strlen(again) == n && memcmp(again, text, n) == 0;
}

/* Words of visible characters, with one space between them. */
static bool age_header_words(const char *line, size_t n, struct age_stanza *s) {
  const char *end = line + n;
  *s = (struct age_stanza){0};
  for (const char *at = line;; at++) {
    const char *begin = at;
    while (at<end && * at> ' ' && *at < 0x7f)
      at++;
    if (at == begin || (at < end && *at != ' '))
      return false;
    if (s->count < AGE_ARGUMENTS) {
      s->words[s->count] = begin;
      s->sizes[s->count] = (size_t)(at - begin);
    }
    s->count++;
    if (at == end)
      return true;
  }
}

/* Lines of 64 characters and one that is shorter, and may be empty. */
static bool age_header_body(struct age_text *t, struct age_stanza *s) {
  uint8_t part[AGE_LINE];
  const char *line;
  size_t n, got = 0;
  while ((line = age_header_line(t, &n)) != NULL) {
    if (!age_header_decode(line, n, part, sizeof part, &got))
      return false;
    for (size_t i = 0; i < got && s->body_size + i < sizeof s->body; i++)
      s->body[s->body_size + i] = part[i];
    s->body_size += got;
    if (n < AGE_LINE)
      return true;
  }
  return false;
}

static bool age_header_is(const struct age_stanza *s, const char *kind) {
  return s->sizes[0] == strlen(kind) && memcmp(s->words[0], kind, s->sizes[0]) == 0;
}

/* Opens the file key with a secret key. */
static bool age_header_open(const struct age_stanza *s, const uint8_t share[AGE_KEY],
    const uint8_t secret[AGE_KEY], uint8_t file_key[AGE_FILE_KEY]) {
  static const uint8_t nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];
  uint8_t recipient[AGE_KEY], key[AGE_DERIVED];
  crypto_scalarmult_base(recipient, secret);
  bool opened = age_header_agree(secret, share, share, recipient, key) &&
                crypto_aead_chacha20poly1305_ietf_decrypt(file_key, NULL, NULL, s->body,
                    AGE_SEALED, NULL, 0, nonce, key) == 0;
  sodium_memzero(key, sizeof key);
  return opened;
}

/* What was found in the stanzas. */
struct age_found {
  const struct age_unlock *unlock;
  uint8_t *file_key;
  bool opened, has_passphrase;
  const char *other; /* what to do about another kind of recipient; NULL: none */
};

static void age_header_note_other(const struct age_stanza *s, struct age_found *f) {
  bool ssh = s->sizes[0] > 4 && memcmp(s->words[0], "ssh-", 4) == 0;
  if (age_header_is(s, "scrypt"))
    f->has_passphrase = true;
  if (f->has_passphrase)
    f->other = "it is encrypted with a passphrase: decrypt it with \"age -d\", and"
               " restore the result";
  else if (ssh)
    f->other = "it is encrypted for an SSH key: decrypt it with \"age -d -i KEY\", and"
               " restore the result";
}

/* False if the stanza is damaged. Those of other kinds are passed over. */
static bool age_header_try(const struct age_stanza *s, struct age_found *f) {
  uint8_t share[AGE_KEY];
  size_t got = 0;
  if (!age_header_is(s, "X25519")) {
    age_header_note_other(s, f);
    return true;
  }
  if (s->count != 2 || s->body_size != AGE_SEALED ||
      !age_header_decode(s->words[1], s->sizes[1], share, sizeof share, &got) ||
      got != AGE_KEY)
    return false;
  const struct age_keys *keys = f->unlock->identities;
  for (size_t i = 0; keys && i < keys->count && !f->opened; i++)
    f->opened = age_header_open(s, share, keys->keys[i], f->file_key);
  return true;
}

/* Reads the stanzas up to the line with the MAC, which is returned; NULL if the header
 * is damaged. */
static const char *age_header_stanzas(
    struct age_text *t, struct age_found *f, size_t *size) {
  struct age_stanza s;
  const char *line;
  for (size_t stanzas = 0; (line = age_header_line(t, size)) != NULL; stanzas++) {
    /* A passphrase excludes other recipients, says the format: anyone who knows it
     * could have made the file. */
    if (*size >= 3 && memcmp(line, "---", 3) == 0)
      return stanzas && !(f->has_passphrase && stanzas > 1) ? line : NULL;
    if (*size < 3 || memcmp(line, "-> ", 3) != 0 ||
        !age_header_words(line + 3, *size - 3, &s) || !age_header_body(t, &s) ||
        !age_header_try(&s, f))
      return NULL;
  }
  return NULL;
}

static enum err age_header_refuse(const char *fault, char *why, size_t why_size) {
  snprintf(why, why_size, "%s", fault);
  return ERR_INVALID;
}

enum err age_header_read(const char *data, size_t size, const struct age_unlock *unlock,
    uint8_t file_key[AGE_FILE_KEY], size_t *used, char *why, size_t why_size) {
  const size_t version = sizeof age_version - 1;
  struct age_text t = {data, data + size};
  struct age_found f = {.unlock = unlock, .file_key = file_key};
  uint8_t mac[AGE_DERIVED], given[AGE_DERIVED];
  size_t n = 0, got = 0;
  if (size < version || memcmp(data, age_version, version) != 0)
    return age_header_refuse(
        "it is of a version of age that is not known here", why, why_size);
  t.at += version;
  const char *line = age_header_stanzas(&t, &f, &n);
  if (!line || n < 4 || line[3] != ' ' ||
      !age_header_decode(line + 4, n - 4, given, sizeof given, &got) ||
      got != sizeof given)
    return age_header_refuse(
        "the header of the encrypted file is damaged or cut off", why, why_size);
  if (unlock->file_key) {
    memcpy(file_key, unlock->file_key, AGE_FILE_KEY);
    f.opened = true;
  }
  if (!f.opened)
    return age_header_refuse(
        f.other ? f.other : "it is encrypted for another key than those given", why,
        why_size);
  age_header_mac(file_key, data, (size_t)(line - data) + 3, mac);
  if (sodium_memcmp(mac, given, sizeof mac) != 0)
    return age_header_refuse(
        "the header of the encrypted file was changed", why, why_size);
  *used = (size_t)(t.at - data);
  return OK;
}
