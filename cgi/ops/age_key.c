#include "ops/age_key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/clock.h"
#include "base/file.h"

enum { AGE_KEY_FILE = 1 << 16 };

static const char age_public[] = "age", age_secret[] = "AGE-SECRET-KEY-";

/* What to do about a text that is no key of the wanted kind. It is not repeated in the
 * sentence: it may be a secret. */
static const char *age_key_fault(const char *text, bool secret) {
  bool is_secret = strncasecmp(text, "age-secret-key-", 15) == 0;
  if (strncmp(text, "ssh-", 4) == 0 || strstr(text, "OPENSSH PRIVATE KEY"))
    return "SSH keys are not supported: make a key with \"pamphlet backup"
           " --new-key=FILE\"";
  if (strncmp(text, "age-encryption.org/", 19) == 0 ||
      strstr(text, "AGE ENCRYPTED FILE"))
    return "the file with the key is encrypted: decrypt it with \"age -d\" first";
  if (strncasecmp(text, "age-plugin-", 11) == 0 ||
      (strncmp(text, "age1", 4) == 0 && strrchr(text, '1') > text + 3))
    return "keys of plugins of age are not supported: make a key with \"pamphlet backup"
           " --new-key=FILE\"";
  if (is_secret && !secret)
    return "this is a secret key: use the public one, which begins with age1";
  if (strncmp(text, "age1", 4) == 0 && secret)
    return "this is a public key: a restore needs the secret one, which begins with"
           " AGE-SECRET-KEY-1";
  if (is_secret || strncmp(text, "age1", 4) == 0)
    return "the key is incomplete or mistyped: its checksum is wrong";
  return secret ? "there is no key in it that begins with AGE-SECRET-KEY-1"
                : "this is not a public key, which begins with age1";
}

static enum err age_key_refuse(
    const char *where, const char *fault, char *why, size_t why_size) {
  snprintf(why, why_size, "%s%s%s", where, *where ? ": " : "", fault);
  return ERR_INVALID;
}

static enum err age_key_add(struct age_keys *out, const char *text, bool secret,
    const char *where, char *why, size_t why_size) {
  if (out->count == AGE_KEYS)
    return age_key_refuse(where, "there are more than 20 keys", why, why_size);
  if (!bech32_decode(text, secret ? age_secret : age_public, out->keys[out->count]))
    return age_key_refuse(where, age_key_fault(text, secret), why, why_size);
  out->count++;
  return OK;
}

/* Adds the keys on the lines of a text, which is cut into pieces. */
static enum err age_key_add_lines(struct age_keys *out, char *text, bool secret,
    const char *where, char *why, size_t why_size) {
  size_t before = out->count;
  char *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line;
       line = strtok_r(NULL, "\n", &rest)) {
    size_t n = strlen(line);
    if (n && line[n - 1] == '\r')
      line[--n] = '\0';
    if (!n || *line == '#')
      continue;
    enum err e = age_key_add(out, line, secret, where, why, why_size);
    if (e)
      return e;
  }
  if (out->count > before)
    return OK;
  return age_key_refuse(where, "there is no key in it", why, why_size);
}

static enum err age_key_add_file(
    struct age_keys *out, const char *file, bool secret, char *why, size_t why_size) {
  struct buf text = {0};
  char fault[FILE_WHY];
  enum err e = file_read(file, FILE_FOLLOW, AGE_KEY_FILE, &text, fault);
  if (e)
    snprintf(why, why_size, "%s %s", file, fault);
  else if (!text.len)
    e = age_key_refuse(file, "there is no key in it", why, why_size);
  else
    e = age_key_add_lines(out, text.data, secret, file, why, why_size);
  if (text.data)
    sodium_memzero(text.data, text.len);
  buf_free(&text);
  return e;
}

enum err age_key_add_identities(
    struct age_keys *out, const char *file, char *why, size_t why_size) {
  return age_key_add_file(out, file, true, why, why_size);
}

/* Whether a word of a list is meant as a key, so that the sentence about a mistyped one
 * is not that a file does not exist. */
static bool age_key_is_text(const char *word) {
  return strncmp(word, "age1", 4) == 0 || strncmp(word, "ssh-", 4) == 0 ||
         strncasecmp(word, "age-secret-key-", 15) == 0;
}

enum err age_key_add_recipients(
    struct age_keys *out, const char *list, char *why, size_t why_size) {
  char word[4096];
  for (const char *s = list; *s;) {
    size_t n = strcspn(s, ",");
    const char *begin = s + strspn(s, " \t");
    const char *end = s + n;
    s += n + (s[n] == ',');
    while (end > begin && (end[-1] == ' ' || end[-1] == '\t'))
      end--;
    if (begin >= end)
      continue;
    if ((size_t)(end - begin) >= sizeof word)
      return age_key_refuse("", "the name of a file is too long", why, why_size);
    memcpy(word, begin, (size_t)(end - begin));
    word[end - begin] = '\0';
    enum err e = age_key_is_text(word)
                     ? age_key_add(out, word, false, "", why, why_size)
                     : age_key_add_file(out, word, false, why, why_size);
    if (e)
      return e;
  }
  return out->count ? OK : age_key_refuse("", "no key is named", why, why_size);
}

/* Writes the file as age-keygen does, so that age reads it too. */
static bool age_key_write(
    int fd, const char secret[BECH32_TEXT], const char recipient[BECH32_TEXT]) {
  char text[400], iso[CLOCK_ISO];
  clock_iso(clock_now(), iso);
  int n = snprintf(text, sizeof text, "# created: %s\n# public key: %s\n%s\n", iso,
      recipient, secret);
  bool written = file_write(fd, text, (size_t)n) && fsync(fd) == 0;
  int error = errno;
  sodium_memzero(text, sizeof text);
  errno = error;
  return written;
}

enum err age_key_create(
    const char *file, char recipient[BECH32_TEXT], char *why, size_t why_size) {
  uint8_t secret[AGE_KEY], shared[AGE_KEY];
  char text[BECH32_TEXT], public[BECH32_TEXT];
  /* Never replaced: without the old key, all backups made with it are lost. */
  int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) {
    int error = errno;
    snprintf(why, why_size, "%s: %s", file,
        error == EEXIST ? "the file exists, and is not replaced, because a key that is"
                          " lost makes its backups useless"
                        : strerror(error));
    return error == EEXIST ? ERR_EXISTS : err_of_errno(error);
  }
  randombytes_buf(secret, sizeof secret);
  crypto_scalarmult_base(shared, secret);
  bech32_encode(age_secret, secret, text);
  bech32_encode(age_public, shared, public);
  bool written = age_key_write(fd, text, public);
  int error = errno;
  sodium_memzero(secret, sizeof secret);
  sodium_memzero(text, sizeof text);
  if (close(fd) != 0 || !written) {
    error = written ? errno : error;
    unlink(file);
    snprintf(why, why_size, "%s: %s", file, strerror(error));
    return err_of_errno(error);
  }
  memcpy(recipient, public, BECH32_TEXT);
  return OK;
}

void age_key_forget(struct age_keys *keys) {
  sodium_memzero(keys, sizeof *keys);
}
