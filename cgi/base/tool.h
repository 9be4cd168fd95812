/* A program of the system that does one job on untrusted text, such as Graphviz: it is
 * started with narrow limits, spoken to over a socket, and killed when it is late. */
#ifndef BASE_TOOL_H
#define BASE_TOOL_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

/* How to start a program. */
struct tool_order {
  const char *const
      *words;         /* arguments, ended by NULL; the first is the program's name */
  size_t memory;      /* bytes of data that it may allocate */
  int seconds;        /* of processor time that it may use */
  bool complaints;    /* what it says on its error output is its answer */
  const char *second; /* a second input, at /dev/fd/3; NULL: none */
  size_t second_size;
  int worst; /* the largest exit status that is a success */
  /* One of our own: where it is, instead of in the system's folders; NULL: there. It
   * must give up the rights of root by itself. */
  const char *path;
};

/* {0} is one that does not run. */
struct tool {
  pid_t pid;
  int fd;
};

/* Finds the program `name` in the folder that PAMPHLET_TOOLS names, or else in the
 * system's folders of programs: PATH is not used, because a version of Python or Node
 * that somebody installed for themselves lacks Debian's modules. False if it is not
 * there. */
bool tool_find(const char *name, char out[PATH_MAX]);

/* Starts the program. It can write no file, and as root it runs as nobody. Returns
 * ERR_NOT_FOUND if it is not installed; errors of the system. */
enum err tool_start(struct tool *t, const struct tool_order *order) MUST_USE;

/* Sends the `n` bytes at `in`, and appends the answer, which is framed: a line with its
 * length in bytes, and then these bytes. Returns ERR_TIMEOUT if it has not arrived
 * after `milliseconds`; ERR_TOO_LARGE if it exceeds out->most; ERR_IO if the program
 * has ended. After any error the program has been stopped, and what was appended is
 * undefined. */
enum err tool_ask(struct tool *t, const char *in, size_t n, int milliseconds,
    struct buf *out) MUST_USE;

/* The two halves of tool_ask, for a program that reads all that it is sent before it
 * answers: something else can be done while it works. Errors as tool_ask. */
enum err tool_put(struct tool *t, const char *in, size_t n, int milliseconds) MUST_USE;
enum err tool_get(struct tool *t, int milliseconds, struct buf *out) MUST_USE;

/* Starts the program, sends all of `in`, and appends everything that it answers until
 * it ends. Errors as tool_start and tool_ask; ERR_INVALID if its exit status is more
 * than order->worst. */
enum err tool_run(const struct tool_order *order, const char *in, size_t n,
    int milliseconds, struct buf *out) MUST_USE;

/* Ends the program. Does nothing if it does not run. */
void tool_stop(struct tool *t);

#endif
