/* Checking where the links of a site's articles and its redirects lead. */
#ifndef OPS_CHECK_LINKS_H
#define OPS_CHECK_LINKS_H

#include "ops/link_look.h"

struct link_finding {
  int64_t article;     /* ID of the article with the link; 0: a redirect */
  const char *address; /* of the article, encoded; of a redirect, the path it is for */
  const char *link;    /* as the author wrote it; of a redirect, its target */
  struct link_place place;
};

struct link_counts {
  int64_t articles, links, redirects; /* links: those that lead to this site */
};

/* The words for a problem; and whether a reader still gets where the link leads. */
const char *link_problem_text(enum link_problem problem);
bool link_problem_is_note(enum link_problem problem);

/* An error ends the check and is returned. What `f` refers to is valid during the
 * call. */
typedef enum err check_links_visit(void *context, const struct link_finding *f);

/* Visits every link, picture and file in the texts of public articles and of live
 * updates that leads to this site and not to a page or file that exists, or to an
 * element that its page lacks; and the redirects of which the same is true. In the
 * order of article and link, redirects last, each once. Makes no connection. Within one
 * snapshot. Calls `elsewhere` with `others` for each other link, often more than once,
 * and always LINK_FINE; NULL: does not. ERR_NOMEM, errors of the database. */
enum err check_links(struct site *site, check_links_visit *visit, void *context,
    check_links_visit *elsewhere, void *others, struct link_counts *counts) MUST_USE;

#endif
