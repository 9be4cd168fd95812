/* FastCGI records: the result does not depend on how the bytes are cut, and is bounded.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "http/fastcgi_input.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(int ok) {
  if (!ok)
    abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
  struct fastcgi_input whole = {0}, cut = {0};
  size_t piece = size ? 1 + data[size - 1] % 16 : 1;
  fastcgi_input_feed(&whole, data, size);
  for (size_t at = 0; at < size; at += piece)
    fastcgi_input_feed(&cut, data + at, size - at < piece ? size - at : piece);
  /* The last record that is taken may go over the limit. */
  demand(whole.body <= LIMIT_BODY + 65535 && whole.body + whole.params <= size);
  demand(whole.stage == cut.stage && whole.body == cut.body &&
         whole.params == cut.params && whole.id == cut.id);
  return 0;
}
