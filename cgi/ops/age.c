/* The contents are encrypted in chunks of 64 KiB. The nonce of each has its number and
 * whether it is the last one, so that none can be removed, repeated or exchanged, and a
 * file that was cut off between two chunks has no end. */
#include "ops/age.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/file.h"

enum {
  AGE_CHUNK = 1 << 16,
  AGE_TAG = crypto_aead_chacha20poly1305_IETF_ABYTES,
  AGE_PIECE = AGE_CHUNK + AGE_TAG, /* a chunk in the file */
  AGE_SALT = 16,                   /* random bytes before the first chunk */
  AGE_NONCE = crypto_aead_chacha20poly1305_IETF_NPUBBYTES
};

/* The key of the contents, and the nonce of the next chunk. */
struct age_stream {
  uint8_t key[AGE_DERIVED], nonce[AGE_NONCE];
};

struct age_writer {
  int fd;
  struct age_stream stream;
  size_t held; /* bytes in `plain` */
  uint8_t plain[AGE_CHUNK], sealed[AGE_PIECE];
};

struct age_reader {
  int fd;
  struct age_stream stream;
  size_t held;          /* bytes in `sealed` */
  bool is_first, ended; /* ended: the last chunk was read */
  enum err fault;
  char why[120];
  uint8_t plain[AGE_CHUNK];
  uint8_t sealed[AGE_PIECE + 1]; /* one more byte tells whether a chunk is the last */
};

static void age_stream_begin(struct age_stream *s, const uint8_t salt[AGE_SALT],
    const uint8_t file_key[AGE_FILE_KEY]) {
  memset(s->nonce, 0, sizeof s->nonce);
  age_header_derive(salt, AGE_SALT, file_key, AGE_FILE_KEY, "payload", s->key);
}

/* 11 bytes count the chunks, the most significant first: no file is that long. */
static void age_stream_next(struct age_stream *s) {
  for (int i = AGE_NONCE - 2; i >= 0 && ++s->nonce[i] == 0; i--)
    continue;
}

enum err age_write_begin(struct age_writer **out, int fd, const struct age_lock *lock) {
  struct buf header = {0};
  uint8_t salt[AGE_SALT];
  struct age_writer *w = malloc(sizeof *w);
  enum err e =
      w ? age_header_write(lock->recipients, lock->file_key, &header) : ERR_NOMEM;
  if (!e) {
    w->fd = fd;
    w->held = 0;
    randombytes_buf(salt, sizeof salt);
    age_stream_begin(&w->stream, salt, lock->file_key);
    if (!file_write(fd, header.data, header.len) || !file_write(fd, salt, sizeof salt))
      e = err_of_errno(errno);
  }
  buf_free(&header);
  if (e)
    free(w);
  else
    *out = w;
  return e;
}

static bool age_write_chunk(struct age_writer *w, bool last) {
  unsigned long long n = 0;
  w->stream.nonce[AGE_NONCE - 1] = last;
  crypto_aead_chacha20poly1305_ietf_encrypt(
      w->sealed, &n, w->plain, w->held, NULL, 0, NULL, w->stream.nonce, w->stream.key);
  age_stream_next(&w->stream);
  w->held = 0;
  return file_write(w->fd, w->sealed, (size_t)n);
}

bool age_write(struct age_writer *w, const void *data, size_t n) {
  const uint8_t *from = data;
  while (n) {
    /* A full chunk is held back until there is more: it may be the last one. */
    if (w->held == AGE_CHUNK && !age_write_chunk(w, false))
      return false;
    size_t part = AGE_CHUNK - w->held < n ? AGE_CHUNK - w->held : n;
    memcpy(w->plain + w->held, from, part);
    w->held += part;
    from += part;
    n -= part;
  }
  return true;
}

bool age_write_end(struct age_writer *w, bool whole) {
  if (!w)
    return true;
  bool written = !whole || age_write_chunk(w, true);
  int error = errno;
  sodium_memzero(w, sizeof *w);
  free(w);
  errno = error;
  return written;
}

enum age_kind age_kind_of(const char *data, size_t n) {
  static const char binary[] = "age-encryption.org/", text[] = "-----BEGIN AGE ";
  if (n >= sizeof binary - 1 && memcmp(data, binary, sizeof binary - 1) == 0)
    return AGE_ENCRYPTED;
  return n >= sizeof text - 1 && memcmp(data, text, sizeof text - 1) == 0 ? AGE_ARMORED
                                                                          : AGE_NONE;
}

static enum err age_read_fail(struct age_reader *r, enum err e, const char *why) {
  snprintf(r->why, sizeof r->why, "%s", why);
  r->fault = e;
  return e;
}

/* Fills `sealed` as far as the file goes. */
static enum err age_read_more(struct age_reader *r) {
  while (r->held < sizeof r->sealed) {
    ssize_t n = read(r->fd, r->sealed + r->held, sizeof r->sealed - r->held);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return age_read_fail(r, ERR_IO, strerror(errno));
    if (n == 0)
      break;
    r->held += (size_t)n;
  }
  return OK;
}

/* Removes the first bytes of `sealed`. */
static void age_read_used(struct age_reader *r, size_t n) {
  memmove(r->sealed, r->sealed + n, r->held - n);
  r->held -= n;
}

static enum err age_read_header(
    struct age_reader *r, const struct age_unlock *unlock, char *why, size_t why_size) {
  uint8_t file_key[AGE_FILE_KEY];
  size_t used = 0;
  /* Longer headers than one chunk would have a thousand recipients. */
  enum err e = age_header_read(
      (const char *)r->sealed, r->held, unlock, file_key, &used, why, why_size);
  if (e)
    return e;
  if (r->held - used < AGE_SALT) {
    snprintf(why, why_size, "the encrypted file is cut off");
    e = ERR_INVALID;
  } else {
    age_stream_begin(&r->stream, r->sealed + used, file_key);
    age_read_used(r, used + AGE_SALT);
  }
  sodium_memzero(file_key, sizeof file_key);
  return e;
}

enum err age_read_begin(struct age_reader **out, int fd,
    const struct age_unlock *unlock, char *why, size_t why_size) {
  struct age_reader *r = malloc(sizeof *r);
  if (!r) {
    snprintf(why, why_size, "%s", err_text(ERR_NOMEM));
    return ERR_NOMEM;
  }
  r->fd = fd;
  r->held = 0;
  r->is_first = true;
  r->ended = false;
  r->fault = OK;
  r->why[0] = '\0';
  enum err e = age_read_more(r);
  if (e)
    snprintf(why, why_size, "%s", r->why);
  else
    e = age_read_header(r, unlock, why, why_size);
  if (e)
    age_read_end(r);
  else
    *out = r;
  return e;
}

enum err age_read(struct age_reader *r, const void **data, size_t *n) {
  unsigned long long got = 0;
  if (r->fault)
    return r->fault;
  *n = 0;
  if (r->ended)
    return OK;
  if (age_read_more(r))
    return r->fault;
  bool last = r->held <= AGE_PIECE;
  size_t piece = last ? r->held : AGE_PIECE;
  r->stream.nonce[AGE_NONCE - 1] = last;
  /* libsodium writes nothing to `plain` unless the tag is right. */
  if (crypto_aead_chacha20poly1305_ietf_decrypt(r->plain, &got, NULL, r->sealed, piece,
          NULL, 0, r->stream.nonce, r->stream.key) != 0)
    return age_read_fail(r, ERR_INVALID,
        last ? "the encrypted file is cut off, or was changed"
             : "the encrypted file was changed");
  /* Only an empty file ends with an empty chunk. */
  if (!got && !r->is_first)
    return age_read_fail(r, ERR_INVALID, "the encrypted file was changed");
  age_read_used(r, piece);
  age_stream_next(&r->stream);
  r->is_first = false;
  r->ended = last;
  *data = r->plain;
  *n = (size_t)got;
  return OK;
}

const char *age_read_fault(const struct age_reader *r) {
  return r->why;
}

void age_read_end(struct age_reader *r) {
  if (!r)
    return;
  sodium_memzero(r, sizeof *r);
  free(r);
}
