/* The one set of errors that every function of the program can return. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#ifdef __cplusplus
extern "C" {
#endif

/* The result has to be looked at: ignoring it is a compiler warning, and
 * warnings are errors here. */
#define MUST_USE __attribute__((warn_unused_result))

/* Name and meaning of every error. http/status.c gives each its HTTP status,
 * cli/exit.c its exit code; tests check that neither forgets one. */
#define ERR_LIST(X)                                                                    \
  X(OK, "no error")                                                                    \
  X(ERR_NOMEM, "out of memory, or past a request's memory limit")                      \
  X(ERR_IO, "the operating system could not read or write")                            \
  X(ERR_FULL, "no room left on the disk")                                              \
  X(ERR_READ_ONLY, "the file system is read-only")                                     \
  X(ERR_BUSY, "the database stayed locked by somebody else")                           \
  X(ERR_DAMAGED, "the database is damaged")                                            \
  X(ERR_SCHEMA, "the database was written by a newer program: use that one")           \
  X(ERR_OLD_SCHEMA, "the database has to be upgraded: pamphlet upgrade")               \
  X(ERR_OWNER, "it is not yours to open: run this as the user of pamphlet.fcgi")       \
  X(ERR_DENIED, "this role may not do that")                                           \
  X(ERR_NOT_FOUND, "there is no such thing")                                           \
  X(ERR_GONE, "it was here and has been withdrawn")                                    \
  X(ERR_EXISTS, "it is there already")                                                 \
  X(ERR_SYNTAX, "the input is malformed")                                              \
  X(ERR_INVALID, "a value breaks a rule")                                              \
  X(ERR_TOO_LARGE, "the body is over its limit")                                       \
  X(ERR_URI_TOO_LONG, "the address is over its limit")                                 \
  X(ERR_METHOD, "the method is not offered here")                                      \
  X(ERR_MEDIA_TYPE, "the content type is not taken here")                              \
  X(ERR_CROSS_SITE, "the request was sent from another site")                          \
  X(ERR_CLOSED, "comments are closed")                                                 \
  X(ERR_TOO_QUICK, "too many in too short a time")                                     \
  X(ERR_CONFIG, "the configuration has an error")                                      \
  X(ERR_PAGECACHE,                                                                     \
      "the page cache is in pieces, or another site's: run \"pamphlet pages flush\"")  \
  X(ERR_TEMPLATE, "a template has an error")                                           \
  X(ERR_INTERNAL, "a defect of the program")

enum err {
#define X(name, text) name,
  ERR_LIST(X)
#undef X
      ERR_COUNT
};

/* The name of an error, as in the source: "ERR_BUSY". Never NULL. */
const char *err_name(enum err e);

/* The meaning of an error in a few words, no full stop. Never NULL. */
const char *err_text(enum err e);

/* The error of a failed system call by its errno: ERR_FULL for a full disk or quota,
 * ERR_NOMEM, else ERR_IO. */
enum err err_of_errno(int error);

/* The same for a file of the site, which is shut to all but some users: ERR_OWNER where
 * this one may not. */
enum err err_of_errno_in_site(int error);

#ifdef __cplusplus
}
#endif

#endif
