/* FastCGI records: the result does not depend on how the bytes are cut, and is bounded.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "http/fastcgi_input.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(int ok) {
  if (!ok)
    abort();
}

static void check(const struct fastcgi_input *in, size_t size) {
  /* The last record that is taken may go over the limit. */
  demand(in->body.len <= LIMIT_BODY + 65535 && in->body.len <= size);
  demand((in->params != NULL) ==
             (in->stage == FASTCGI_BODY || in->stage == FASTCGI_WHOLE) ||
         in->stage == FASTCGI_BROKEN);
  size_t total = 0;
  for (char **p = in->params; p && *p; p++) {
    demand(strchr(*p, '=') != NULL);
    total += strlen(*p) + 1;
  }
  demand(total <= size);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
  struct fastcgi_input whole = {0}, cut = {0};
  size_t piece = size ? 1 + data[size - 1] % 16 : 1;
  demand(fastcgi_input_feed(&whole, data, size) == OK);
  for (size_t at = 0; at < size; at += piece)
    demand(fastcgi_input_feed(&cut, data + at, size - at < piece ? size - at : piece) ==
           OK);
  check(&whole, size);
  demand(whole.stage == cut.stage && whole.body.len == cut.body.len);
  demand(!whole.body.len || memcmp(whole.body.data, cut.body.data, cut.body.len) == 0);
  demand((whole.params != NULL) == (cut.params != NULL));
  for (size_t i = 0; whole.params && (whole.params[i] || cut.params[i]); i++)
    demand(whole.params[i] && cut.params[i] &&
           strcmp(whole.params[i], cut.params[i]) == 0);
  fastcgi_input_free(&whole);
  fastcgi_input_free(&cut);
  return 0;
}
