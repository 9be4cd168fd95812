/* Records: FastCGI Specification 1.0, sections 3.3 (header), 3.4 (pairs), 5 and 8. */
#include "http/fastcgi_input.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

enum { VERSION = 1, RESPONDER = 1, TYPE_BEGIN = 1, TYPE_PARAMS = 4, TYPE_STDIN = 5 };

/* BEGIN_SIZE is that of the content of FCGI_BEGIN_REQUEST. PAIRS_MOST leaves room to
 * answer 413 for variables over LIMIT_PARAMS; for more, nobody is waiting. */
enum { BEGIN_SIZE = 8, PAIRS_MOST = 4 * LIMIT_PARAMS };

/* A length is one byte, or four with the first bit set. */
static bool fastcgi_input_read_size(
    const uint8_t **at, const uint8_t *end, size_t *out) {
  const uint8_t *s = *at;
  if (s == end || (*s >= 128 && end - s < 4))
    return false;
  if (*s < 128) {
    *out = *s;
    *at = s + 1;
  } else {
    *out = (size_t)(s[0] & 127) << 24 | (size_t)s[1] << 16 | (size_t)s[2] << 8 | s[3];
    *at = s + 4;
  }
  return true;
}

static bool fastcgi_input_read_pair(const uint8_t **at, const uint8_t *end,
    const uint8_t **pair, size_t *name, size_t *value) {
  if (!fastcgi_input_read_size(at, end, name) ||
      !fastcgi_input_read_size(at, end, value))
    return false;
  size_t left = (size_t)(end - *at);
  /* Subtracted, not added: two lengths of 2^31 would overflow on a 32-bit machine. */
  if (*name > left || *value > left - *name)
    return false;
  *pair = *at;
  *at += *name + *value;
  return true;
}

/* A NUL would end the text early, so that another program could read more of it: a pair
 * with one is left out. */
static char *fastcgi_input_put_pair(
    char *to, const uint8_t *pair, size_t name, size_t value) {
  if (memchr(pair, 0, name + value))
    return NULL;
  memcpy(to, pair, name);
  to[name] = '=';
  memcpy(to + name + 1, pair + name, value);
  to[name + 1 + value] = '\0';
  return to + name + value + 2;
}

/* One allocation: the list, and after it the strings. A pair takes at least two bytes
 * more than its name and value, which is enough for '=' and NUL. */
static enum err fastcgi_input_read_params(struct fastcgi_input *in) {
  const uint8_t *start = (const uint8_t *)buf_text(&in->pairs), *pair;
  const uint8_t *end = start + in->pairs.len;
  size_t count = 0, n = 0, name, value;
  for (const uint8_t *at = start; at < end; count++)
    if (!fastcgi_input_read_pair(&at, end, &pair, &name, &value)) {
      in->stage = FASTCGI_BROKEN;
      return OK;
    }
  in->params = malloc((count + 1) * sizeof *in->params + in->pairs.len);
  if (!in->params)
    return ERR_NOMEM;
  char *text = (char *)(in->params + count + 1);
  for (const uint8_t *at = start;
       at < end && fastcgi_input_read_pair(&at, end, &pair, &name, &value);) {
    char *next = fastcgi_input_put_pair(text, pair, name, value);
    if (!next)
      continue;
    in->params[n++] = text;
    text = next;
  }
  in->params[n] = NULL;
  buf_free(&in->pairs);
  in->stage = FASTCGI_BODY;
  return OK;
}

/* One request per connection, so that any other record is refused: a second request,
 * FCGI_ABORT_REQUEST, and the records of other roles. Web servers send none of them
 * unless asked to. */
static bool fastcgi_input_accepts(const struct fastcgi_input *in) {
  int id = in->head[2] << 8 | in->head[3], type = in->head[1];
  if (in->head[0] != VERSION)
    return false;
  if (in->stage == FASTCGI_BEGIN)
    return type == TYPE_BEGIN && id && in->content == BEGIN_SIZE;
  if (id != in->id)
    return false;
  return in->stage == FASTCGI_PARAMS
             ? type == TYPE_PARAMS && in->content <= PAIRS_MOST - in->pairs.len
             : type == TYPE_STDIN;
}

static void fastcgi_input_begin_record(struct fastcgi_input *in) {
  in->content = (size_t)in->head[4] << 8 | in->head[5];
  in->padding = in->head[6];
  if (!fastcgi_input_accepts(in))
    in->stage = FASTCGI_BROKEN;
}

/* An empty record ends a stream. */
static enum err fastcgi_input_end_record(struct fastcgi_input *in) {
  bool is_empty = !in->head[4] && !in->head[5];
  const char *begin = buf_text(&in->pairs);
  in->head_size = 0;
  switch (in->stage) {
  case FASTCGI_BEGIN:
    in->stage = !begin[0] && begin[1] == RESPONDER ? FASTCGI_PARAMS : FASTCGI_BROKEN;
    in->id = (uint16_t)(in->head[2] << 8 | in->head[3]);
    buf_clear(&in->pairs);
    return OK;
  case FASTCGI_PARAMS:
    return is_empty ? fastcgi_input_read_params(in) : OK;
  case FASTCGI_BODY:
    if (is_empty || in->body.len > LIMIT_BODY)
      in->stage = FASTCGI_WHOLE;
    return OK;
  case FASTCGI_WHOLE:
  case FASTCGI_BROKEN:
    return OK;
  }
  return OK;
}

/* Takes a part of the header, of the content or of the padding. Returns its size. */
static size_t fastcgi_input_take(
    struct fastcgi_input *in, const uint8_t *data, size_t size) {
  size_t n;
  if (in->head_size < sizeof in->head) {
    n = sizeof in->head - in->head_size;
    n = n < size ? n : size;
    memcpy(in->head + in->head_size, data, n);
    in->head_size += n;
    if (in->head_size == sizeof in->head)
      fastcgi_input_begin_record(in);
  } else if (in->content) {
    n = in->content < size ? in->content : size;
    buf_add(in->stage == FASTCGI_BODY ? &in->body : &in->pairs, data, n);
    in->content -= n;
  } else {
    n = in->padding < size ? in->padding : size;
    in->padding -= n;
  }
  return n;
}

enum err fastcgi_input_feed(struct fastcgi_input *in, const void *data, size_t size) {
  const uint8_t *at = data;
  enum err e = OK;
  while (!e && size && in->stage < FASTCGI_WHOLE) {
    size_t n = fastcgi_input_take(in, at, size);
    at += n;
    size -= n;
    e = buf_status(&in->body);
    if (!e)
      e = buf_status(&in->pairs);
    if (!e && in->head_size == sizeof in->head && !in->content && !in->padding)
      e = fastcgi_input_end_record(in);
  }
  return e;
}

void fastcgi_input_free(struct fastcgi_input *in) {
  free(in->params);
  buf_free(&in->body);
  buf_free(&in->pairs);
}
