/* Reads the database of Isso, a server of comments. It is a foreign file: it is opened
 * read-only, and nothing that its schema contains is run. */
#ifndef DB_ISSO_FILE_H
#define DB_ISSO_FILE_H

#include <stdint.h>

#include "base/err.h"

enum { ISSO_FILE_WHY = 200 };

/* Strings are "" for NULL, and may be invalid UTF-8. They live until the visitor
 * returns. */
struct isso_comment {
  int64_t id, parent; /* parent 0: none */
  int64_t created;    /* in microseconds since 1970 */
  int mode;           /* 1: public, 2: waits for approval, 4: deleted */
  const char *uri;    /* of its thread: "/2015/low-tide/" */
  const char *text, *author, *email, *website;
};

typedef enum err isso_file_visit(void *context, const struct isso_comment *comment);

/* Calls `visit` for every comment in the file `fd` in the order of their IDs, after a
 * look for damage. Changes of another process that are not in the file yet are not
 * read. Returns ERR_SYNTAX, with the reason in `why`, if the file is damaged or is not
 * a database of Isso; ERR_NOMEM, ERR_IO, an error of the visitor. */
enum err isso_file_read(
    int fd, isso_file_visit *visit, void *context, char why[ISSO_FILE_WHY]) MUST_USE;

#endif
