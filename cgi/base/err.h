/* The closed set of errors that functions of the programs return. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#ifdef __cplusplus
extern "C" {
#endif

/* Ignoring the result is a compiler warning, and warnings are errors here. */
#define MUST_USE __attribute__((warn_unused_result))

/* Name and meaning of every error. http/status.c maps each to an HTTP status,
 * cli/command/exit_code.c to an exit code; tests check that neither forgets one. */
#define ERR_LIST(X)                                                                    \
  X(OK, "no error")                                                                    \
  X(ERR_NOMEM, "out of memory, or over a request's memory limit")                      \
  X(ERR_IO, "the operating system failed to read or write")                            \
  X(ERR_FULL, "no space left on the disk")                                             \
  X(ERR_READ_ONLY, "the file system is read-only")                                     \
  X(ERR_BUSY, "the database is locked by another process")                             \
  X(ERR_UNREACHABLE, "the database server does not answer")                            \
  X(ERR_DAMAGED, "the database is damaged")                                            \
  X(ERR_REPLACED, "the database file was replaced meanwhile")                          \
  X(ERR_SCHEMA, "the database was written by a newer version: use that version")       \
  X(ERR_OLD_SCHEMA, "the database must be upgraded: run \"pamphlet upgrade\"")         \
  X(ERR_OWNER, "permission denied: run this as the user of pamphlet.fcgi")             \
  X(ERR_DENIED, "this role is not allowed to do that")                                 \
  X(ERR_NOT_FOUND, "not found")                                                        \
  X(ERR_GONE, "withdrawn")                                                             \
  X(ERR_EXISTS, "already exists")                                                      \
  X(ERR_SYNTAX, "the input is malformed")                                              \
  X(ERR_INVALID, "a value is not allowed")                                             \
  X(ERR_TOO_LARGE, "the body is over its limit")                                       \
  X(ERR_URI_TOO_LONG, "the URL is over its limit")                                     \
  X(ERR_METHOD, "the method is not allowed here")                                      \
  X(ERR_MEDIA_TYPE, "the content type is not supported here")                          \
  X(ERR_CROSS_SITE, "the request was sent from another site")                          \
  X(ERR_CLOSED, "comments are closed")                                                 \
  X(ERR_TOO_QUICK, "too many requests in too short a time")                            \
  X(ERR_TIMEOUT, "the request did not arrive in time")                                 \
  X(ERR_OVERLOAD, "too many forms are waiting")                                        \
  X(ERR_CONFIG, "the settings have an error")                                          \
  X(ERR_PAGECACHE,                                                                     \
      "the page cache is in pieces, or another site's: run \"pamphlet cache flush\"")  \
  X(ERR_TEMPLATE, "a template has an error")                                           \
  X(ERR_INTERNAL, "internal error")

enum err {
#define X(name, text) name,
  ERR_LIST(X)
#undef X
      ERR_COUNT
};

/* Returns the name of an error as in the source: "ERR_BUSY". Never NULL. */
const char *err_name(enum err e);

/* Returns the meaning of an error in a few words, without a full stop. Never NULL. */
const char *err_text(enum err e);

/* Maps the errno of a failed system call: ERR_FULL for a full disk or quota,
 * ERR_READ_ONLY, ERR_NOMEM, otherwise ERR_IO. */
enum err err_of_errno(int error);

/* The same for a file of the site, which only some users may access: ERR_OWNER where
 * permission is denied. */
enum err err_of_errno_in_site(int error);

#ifdef __cplusplus
}
#endif

#endif
