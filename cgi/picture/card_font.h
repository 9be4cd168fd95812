/* Inside picture only: what the texts of a card need of fonts. */
#ifndef PICTURE_CARD_FONT_H
#define PICTURE_CARD_FONT_H

#include <stdbool.h>

#include <pango/pango.h>

/* Room for the reason why a card cannot be drawn: the end of a sentence about it. */
enum { CARD_FAULT = 120 };

/* The families to choose from, the best first, separated by commas. Static. */
const char *card_font_families(bool is_sans, const char *lang);

/* The factor by which lines are set closer than the font says. */
double card_font_spacing(const char *title);

/* True if the text is read from right to left: by its first letter, or else by its
 * language. */
bool card_font_is_rtl(const char *text, const char *lang);

/* The title without what no reader of it needs: more combining marks than a letter can
 * have. Free with g_free. */
char *card_font_title(const char *title);

/* Stores a fault, unless there is one, if a character of the text has no glyph in any
 * font that is installed. It says which package to install. */
void card_font_check(PangoLayout *layout, char fault[CARD_FAULT]);

#endif
