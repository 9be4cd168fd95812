/* Inside import only: renders Markdown in other processes, before it is needed. They
 * know nothing of the site: what they are given is a text, and what they answer depends
 * on nothing else. So it does not matter in which order they work, or whether one dies:
 * a text that has no answer is rendered where it is needed. */
#ifndef IMPORT_COMMON_IMPORT_AHEAD_H
#define IMPORT_COMMON_IMPORT_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct import_ahead;

/* The number of processes for this machine: one for each processor that this process
 * may use, except the one that it uses itself. */
int import_ahead_processes(void);

/* Starts up to `processes` of them. NULL if none could be started. The caller owns it.
 */
struct import_ahead *import_ahead_new(int processes);

/* Ends the processes. Does nothing for NULL. */
void import_ahead_free(struct import_ahead *a);

/* True if another text may be put. */
bool import_ahead_has_room(const struct import_ahead *a);

/* Forgets all texts that were put and not taken. */
void import_ahead_forget(struct import_ahead *a);

/* Has a text rendered. Copies it. */
void import_ahead_put(struct import_ahead *a, const char *text);

/* Takes the result for a text that was put, and forgets all that were put before it.
 * Waits for it. `html` is what markdown_to_html makes of the text if no address in it
 * is rewritten. `links` has each address for which it calls its rewriter, in order: 'i'
 * for that of an image, or else 'l', and the address with its NUL. False if the text
 * was not put, or could not be rendered. Both buffers are empty before. */
bool import_ahead_take(
    struct import_ahead *a, const char *text, struct buf *html, struct buf *links);

#endif
