#include "markup/names/lang.h"

#include <ctype.h>
#include <string.h>

/* RFC 5646 section 4.4.1: 35 characters are enough for all tags that are in use. */
enum { MOST_BYTES = 35, MOST_LANGUAGE = 3, MOST_PART = 8 };

bool lang_is_valid(const char *s) {
  if (strlen(s) > MOST_BYTES)
    return false;
  for (bool first = true;; first = false) {
    size_t n = strcspn(s, "-");
    if (n < (first ? 2u : 1u) || n > (first ? MOST_LANGUAGE : MOST_PART))
      return false;
    for (size_t i = 0; i < n; i++)
      if (!(first ? isalpha((unsigned char)s[i]) : isalnum((unsigned char)s[i])))
        return false;
    if (!s[n])
      return true;
    s += n + 1;
  }
}
