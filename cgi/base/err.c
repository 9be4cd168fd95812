/* Both tables are made from ERR_LIST, so that an error cannot have a name without a
 * text. */
#include "base/err.h"

#include <errno.h>

static const char *const names[] = {
#define X(name, text) #name,
    ERR_LIST(X)
#undef X
};

static const char *const texts[] = {
#define X(name, text) text,
    ERR_LIST(X)
#undef X
};

const char *err_name(enum err e) {
  return (unsigned)e < ERR_COUNT ? names[e] : "ERR_UNKNOWN";
}

const char *err_text(enum err e) {
  return (unsigned)e < ERR_COUNT ? texts[e] : "unknown error";
}

enum err err_of_errno(int error) {
  switch (error) {
  case ENOSPC:
  /* Over the quota: to the user that is the same as a full disk. */
  case EDQUOT:
    return ERR_FULL;
  case EROFS:
    return ERR_READ_ONLY;
  case ENOMEM:
    return ERR_NOMEM;
  default:
    return ERR_IO;
  }
}

/* EACCES and EPERM are both "you are not the owner": open reports the one, chown and
 * chmod the other. */
enum err err_of_errno_in_site(int error) {
  return error == EACCES || error == EPERM ? ERR_OWNER : err_of_errno(error);
}
