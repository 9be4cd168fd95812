#include "markup/names/email_fold.h"

#include <string.h>

#include <idn2.h>

static void email_fold_lower(char *s) {
  for (; *s; s++)
    if (*s >= 'A' && *s <= 'Z')
      *s = (char)(*s + ('a' - 'A'));
}

char *email_fold(struct arena *a, const char *email) {
  const char *at = strrchr(email, '@');
  uint8_t *domain = NULL;
  char *folded = arena_strdup(a, email);
  if (!folded)
    return NULL;
  /* A domain that cannot be converted is compared as it is. */
  if (at && at[1] &&
      idn2_lookup_u8((const uint8_t *)at + 1, &domain,
          IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) == IDN2_OK) {
    folded[at - email] = '\0';
    folded = arena_join(a, folded, "@", (const char *)domain, NULL);
    idn2_free(domain);
  }
  if (folded)
    email_fold_lower(folded);
  return folded;
}
