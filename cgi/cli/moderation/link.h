/* Links in a comment. */
#ifndef CLI_MODERATION_LINK_H
#define CLI_MODERATION_LINK_H

#include "base/arena.h"

/* The host of a commenter's website or, if that is "", of the first link in the text:
 * in lower case and without "www.", as the setting block_urls has it. "" if there is
 * none, NULL when out of memory. The result is in the arena. */
const char *link_host(struct arena *a, const char *website, const char *text);

#endif
