/* The links of a site that lead to other sites: collected while the site is open, and
 * asked about when it is closed, so that nothing of the site waits for a stranger. */
#ifndef OPS_LINK_ELSEWHERE_H
#define OPS_LINK_ELSEWHERE_H

#include <stdbool.h>

#include "ops/check_links.h"

struct link_elsewhere; /* in memory of its own */

/* Returns NULL when out of memory. Settings are copied. The caller frees it. */
struct link_elsewhere *link_elsewhere_new(const struct site *site);
void link_elsewhere_free(struct link_elsewhere *l);

/* Collects the link of `f`, whose place is not looked at; a check_links_visit. Links
 * that are not http or https, and hosts that are reserved for examples (RFC 2606), are
 * left out. ERR_NOMEM. */
enum err link_elsewhere_add(void *elsewhere, const struct link_finding *f) MUST_USE;

struct link_elsewhere_limits {
  int64_t most; /* addresses that are asked about, those of the newest articles first */
  int64_t timeout, pause, duration; /* microseconds; see net_ask.h */
};

struct link_elsewhere_counts {
  int64_t links, addresses; /* addresses: different ones among the links */
  int64_t answered;         /* addresses */
  bool is_offline;          /* no site at all could be reached */
};

struct link_elsewhere_watcher {
  void (*begin)(void *context, int64_t addresses); /* that will be asked about */
  void (*step)(void *context);                     /* one more was */
  bool (*is_stopped)(void *context);
  void *context;
};

/* Asks about what was collected, each address once. ERR_NOMEM, ERR_IO. */
enum err link_elsewhere_ask(struct link_elsewhere *l,
    const struct link_elsewhere_limits *limits,
    const struct link_elsewhere_watcher *watcher,
    struct link_elsewhere_counts *counts) MUST_USE;

struct link_elsewhere_finding {
  int64_t article; /* as in struct link_finding */
  const char *address, *link;
  bool is_note;        /* readers may well get there */
  long status;         /* of HTTP; 0: there was none */
  const char *problem; /* in words */
  const char *better;  /* the address to write instead; NULL: none known */
};

typedef enum err link_elsewhere_visit(
    void *context, const struct link_elsewhere_finding *f);

/* Visits each link that did not lead straight to a page, or about which nobody knows,
 * in the order of article and link, each once. Those that were not asked about are left
 * out. Returns what `visit` returns if it is an error; ERR_NOMEM. */
enum err link_elsewhere_report(
    struct link_elsewhere *l, link_elsewhere_visit *visit, void *context) MUST_USE;

#endif
