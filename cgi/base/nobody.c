#include "base/nobody.h"

#include <grp.h>
#include <unistd.h>

/* The user and group of that name in Debian. */
enum { NOBODY = 65534 };

/* The groups come first: a user without privileges cannot leave them. */
bool nobody_become(void) {
  return geteuid() != 0 ||
         (setgroups(0, NULL) == 0 && setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
}
