/* Records: FastCGI Specification 1.0, sections 3.3 (header), 5 and 8. */
#include "http/fastcgi_input.h"

#include <stdbool.h>
#include <string.h>

#include "base/limits.h"

enum { VERSION = 1, RESPONDER = 1, TYPE_BEGIN = 1, TYPE_PARAMS = 4, TYPE_STDIN = 5 };

/* BEGIN_SIZE is that of the content of FCGI_BEGIN_REQUEST. PARAMS_MOST leaves room to
 * answer 413 for variables over LIMIT_PARAMS; for more, nobody is waiting. */
enum { BEGIN_SIZE = 8, PARAMS_MOST = 4 * LIMIT_PARAMS };

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
             ? type == TYPE_PARAMS && in->content <= PARAMS_MOST - in->params
             : type == TYPE_STDIN;
}

static void fastcgi_input_begin_record(struct fastcgi_input *in) {
  in->content = (size_t)in->head[4] << 8 | in->head[5];
  in->padding = in->head[6];
  in->taken = 0;
  if (!fastcgi_input_accepts(in))
    in->stage = FASTCGI_BROKEN;
}

/* An empty record ends a stream. */
static void fastcgi_input_end_record(struct fastcgi_input *in) {
  bool is_empty = !in->taken;
  in->head_size = 0;
  switch (in->stage) {
  case FASTCGI_BEGIN:
    in->stage =
        !in->begin[0] && in->begin[1] == RESPONDER ? FASTCGI_PARAMS : FASTCGI_BROKEN;
    in->id = in->head[2] << 8 | in->head[3];
    break;
  case FASTCGI_PARAMS:
    in->params += in->taken;
    if (is_empty)
      in->stage = FASTCGI_BODY;
    break;
  case FASTCGI_BODY:
    in->body += in->taken;
    if (is_empty || in->body > LIMIT_BODY)
      in->stage = FASTCGI_WHOLE;
    break;
  case FASTCGI_WHOLE:
  case FASTCGI_BROKEN:
    break;
  }
}

/* Passes a part of the content. Returns its size. */
static size_t fastcgi_input_take_content(
    struct fastcgi_input *in, const uint8_t *data, size_t size) {
  size_t n = in->content < size ? in->content : size;
  for (size_t i = 0; i < n && in->taken + i < sizeof in->begin; i++)
    in->begin[in->taken + i] = data[i];
  in->taken += n;
  in->content -= n;
  return n;
}

/* Passes a part of the header, of the content or of the padding. Returns its size. */
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
    return n;
  }
  if (in->content)
    return fastcgi_input_take_content(in, data, size);
  n = in->padding < size ? in->padding : size;
  in->padding -= n;
  return n;
}

void fastcgi_input_feed(struct fastcgi_input *in, const void *data, size_t size) {
  const uint8_t *at = data;
  while (size && in->stage < FASTCGI_WHOLE) {
    size_t n = fastcgi_input_take(in, at, size);
    at += n;
    size -= n;
    if (in->stage < FASTCGI_WHOLE && in->head_size == sizeof in->head && !in->content &&
        !in->padding)
      fastcgi_input_end_record(in);
  }
}
