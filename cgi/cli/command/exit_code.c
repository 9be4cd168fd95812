#include "cli/command/exit_code.h"

#include <sysexits.h>

/* The codes of sysexits.h, which "pamphlet manual pamphlet.1" lists: scripts rely on
 * them. */
static const int exit_codes[ERR_COUNT] = {
    [OK] = EX_OK,
    [ERR_NOMEM] = EX_OSERR,
    [ERR_IO] = EX_IOERR,
    [ERR_FULL] = EX_IOERR,
    [ERR_READ_ONLY] = EX_IOERR,
    /* EX_TEMPFAIL tells a script that the same command may succeed later. */
    [ERR_BUSY] = EX_TEMPFAIL,
    [ERR_UNREACHABLE] = EX_TEMPFAIL,
    [ERR_REPLACED] = EX_TEMPFAIL,
    [ERR_DAMAGED] = EX_DATAERR,
    /* The database is sound, but does not fit this program. */
    [ERR_SCHEMA] = EX_CONFIG,
    [ERR_OLD_SCHEMA] = EX_CONFIG,
    [ERR_OWNER] = EX_NOPERM,
    [ERR_DENIED] = EX_NOPERM,
    [ERR_NOT_FOUND] = EX_NOINPUT,
    [ERR_GONE] = EX_NOINPUT,
    /* Nothing is created, because it would replace something. */
    [ERR_EXISTS] = EX_CANTCREAT,
    [ERR_SYNTAX] = EX_DATAERR,
    [ERR_INVALID] = EX_DATAERR,
    [ERR_TOO_LARGE] = EX_DATAERR,
    [ERR_URI_TOO_LONG] = EX_DATAERR,
    [ERR_METHOD] = EX_USAGE,
    [ERR_MEDIA_TYPE] = EX_DATAERR,
    [ERR_CROSS_SITE] = EX_NOPERM,
    [ERR_CLOSED] = EX_UNAVAILABLE,
    [ERR_TOO_QUICK] = EX_TEMPFAIL,
    [ERR_TIMEOUT] = EX_TEMPFAIL,
    [ERR_OVERLOAD] = EX_TEMPFAIL,
    [ERR_CONFIG] = EX_CONFIG,
    [ERR_PAGECACHE] = EX_CONFIG,
    [ERR_TEMPLATE] = EX_CONFIG,
    [ERR_INTERNAL] = EX_SOFTWARE,
};

int exit_code_of(enum err e) {
  /* An error that the table lacks reads as 0 there: it must not pass for success. */
  return (unsigned)e < ERR_COUNT && (exit_codes[e] || e == OK) ? exit_codes[e]
                                                               : EX_SOFTWARE;
}
