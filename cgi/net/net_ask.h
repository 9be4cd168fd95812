/* Asking many web servers whether what is linked to still exists: a few at once, each
 * host one at a time, and only at public addresses. */
#ifndef NET_NET_ASK_H
#define NET_NET_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "net/net_reply.h"

struct net_question {
  const char *url;  /* http or https, without fragment */
  const char *host; /* of which only one is asked at a time */
};

struct net_asker {
  /* An error ends the questions and is returned. */
  enum err (*answered)(void *context, size_t question, const struct net_reply *reply);
  bool (*is_stopped)(void *context); /* asked several times a second */
  void *context;
};

/* Asks all questions, those of a host in their order, and calls `answered` once for
 * each that was; not for those that were left when the time was over or is_stopped
 * returned true. A host that cannot be reached, or is busy, is not asked again and
 * again. ERR_NOMEM. */
enum err net_ask(const struct net_question *questions, size_t count,
    const struct net_limits *limits, const struct net_asker *asker) MUST_USE;

#endif
