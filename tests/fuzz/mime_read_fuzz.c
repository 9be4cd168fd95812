/* Mails that anybody may send: for any input, no string is NULL or invalid UTF-8, and
 * what is left of an answer is no longer than the mail. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "mime/mime_read.h"
#include "site/mail/reply_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *a = arena_new(32 << 20);
  struct mime_received m;
  struct buf text = {0};
  if (a && mime_read((const char *)data, size, a, &m) == OK) {
    const char *all[] = {m.from, m.text, m.report_action, m.report_reason, m.report_of};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
      if (!utf8_is_valid(all[i], strlen(all[i])))
        abort();
    if (reply_text(m.text, m.is_html, &text) == OK && !m.is_html &&
        text.len > strlen(m.text))
      abort();
  }
  buf_free(&text);
  arena_free(a);
  return 0;
}
