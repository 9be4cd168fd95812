/* Inside import/threads only: threads of comments, as a service has exported them. Each
 * format only has to fill in these structs. Types without functions. */
#ifndef IMPORT_THREADS_IMPORT_THREADS_TYPES_H
#define IMPORT_THREADS_IMPORT_THREADS_TYPES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "import/common/import_left.h"
#include "import/common/import_run.h"
#include "site/comments/comment_render.h"

enum { IMPORT_THREAD_ADDRESSES = 3 };

/* A comment; all strings are UTF-8, "" if there is none, and are not checked yet. */
struct import_thread_comment {
  const char *thread;      /* the key of its thread */
  const char *id, *parent; /* in the export */
  const char *author, *email, *url, *text;
  int64_t date; /* in microseconds since 1970; 0: not known */
  enum comment_status status;
  comment_render *render; /* what its text is: HTML, Markdown, plain text */
  bool is_deleted;        /* left out; replies to it are not */
  int line;               /* in the file; 0: it has no lines */
  size_t order;           /* in the export, from 0; filled in when it is added */
};

struct import_thread {
  const char *key;                                /* in the export */
  const char *addresses[IMPORT_THREAD_ADDRESSES]; /* the best one first; NULL: none */
  bool is_deleted;                                /* and so are its comments */
  int line;
  /* Filled in by the import: */
  struct import_thread_comment *comments;
  size_t count;
  int64_t article; /* 0: none has any of the addresses */
};

struct import_threads {
  struct import_run *run;
  const struct import_file *file;
  struct arena *arena; /* for everything in an export */
  const char *service; /* begins the keys of its comments: "disqus" */
  /* A thread that is not listed has its key as its address. */
  bool keys_are_addresses;
  struct import_thread *items;
  size_t count, cap;
  struct import_thread_comment *comments;
  size_t comment_count, comment_cap;
  struct import_left *left;
};

/* For lists of comments in another order. */
struct import_thread_ref {
  const struct import_thread_comment *comment;
};

#endif
