/* Inside picture only: draws one card after the other for the program that started this
 * one. It has no file open but its standard input and output, and as root it becomes
 * nobody. */
#ifndef PICTURE_CARD_SERVE_H
#define PICTURE_CARD_SERVE_H

/* Reads requests until the end of standard input. A request, and the answer to it, is
 * its length in bytes on a line of its own, and then these bytes:
 *
 *   L and a picture: the logo of the cards that follow. Answer: L, or F if it cannot be
 *   read.
 *   C and nine fields, each ended by a NUL byte: title, site, byline, language, the
 *   colours of paper, ink, soft ink and accent (base/rgb.h), "serif" or "sans".
 *   Answer: P and a PNG, or F and the end of a sentence about the card.
 *
 * Returns the exit code. */
int card_serve(void);

#endif
