/* Hands one mail over to the mail system: a command such as "sendmail -t -i", which
 * reads it on standard input.
 *
 * A small process, the wrapper, runs the command and records how it ended in a file. It
 * survives its parent, and so does what it recorded. */
#ifndef SITE_MAIL_HANDOVER_H
#define SITE_MAIL_HANDOVER_H

#include <sys/types.h>

#include "base/err.h"

enum handover_end {
  HANDOVER_NOT_BEGUN, /* the command has certainly not seen the mail */
  HANDOVER_ENDED,     /* `code` is its exit code */
  HANDOVER_TIMEOUT,   /* it took too long and was killed */
  HANDOVER_KILLED,    /* somebody else killed it: `code` is the signal */
  HANDOVER_UNKNOWN    /* it was begun, and nobody has recorded how it ended */
};

enum { HANDOVER_REASON = 300 }; /* bytes of `reason` */

struct handover_outcome {
  enum handover_end end;
  int code;
  char reason[HANDOVER_REASON]; /* what the command printed: one printable line */
};

struct handover {
  const char *command; /* words separated by spaces */
  const char *bounce;  /* envelope sender, added as "-f ADDRESS"; "" or NULL: none */
  const char *folder;  /* where it runs */
  int message;         /* a file that holds the mail, read from its beginning */
  int record;          /* a file, opened to append, for how it ended */
  int lock;            /* a descriptor that the command inherits, or -1 */
  int timeout_ms;      /* after which it is asked, and 5 s later forced, to end */
};

/* Starts the wrapper; the caller waits for *wrapper, whose exit code means nothing, and
 * closes the descriptors. ERR_NOMEM, ERR_IO. */
enum err handover_start(const struct handover *h, pid_t *wrapper) MUST_USE;

/* Reads what the wrapper recorded; `record` is open to read. ERR_IO. */
enum err handover_read(int record, struct handover_outcome *out) MUST_USE;

/* What becomes of a mail after that (sysexits.h): it was accepted; it will never be;
 * another attempt may succeed; or nobody knows. */
enum handover_verdict {
  HANDOVER_ACCEPTED,
  HANDOVER_REFUSED,
  HANDOVER_LATER,
  HANDOVER_IN_DOUBT
};
enum handover_verdict handover_judge(const struct handover_outcome *o);

#endif
