/* Inside import/hosted only: the text of a post of Medium. */
#ifndef IMPORT_HOSTED_IMPORT_MEDIUM_BODY_H
#define IMPORT_HOSTED_IMPORT_MEDIUM_BODY_H

#include <stdbool.h>

#include "base/arena.h"
#include "markup/html/html_tree.h"

struct import_medium_body {
  const char *title;      /* in: as in the head; out: in full, if it was cut there */
  bool begins_with_title; /* the title is only the beginning of the text */
  int lost;               /* embedded things that the file lacks */
  const char *html;
};

/* Reads the text in the element `content` of a tree that was parsed from the `n` bytes
 * at `html`: without the heading that repeats the title and the rule above it, and with
 * links in place of frames and scripts. Strings are in the arena. ERR_NOMEM. */
enum err import_medium_body_read(struct arena *a, struct html_tree *t, const char *html,
    size_t n, const GumboNode *content, struct import_medium_body *out) MUST_USE;

#endif
