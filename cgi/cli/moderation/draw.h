/* The picture on the screen, and the questions at its bottom. */
#ifndef CLI_MODERATION_DRAW_H
#define CLI_MODERATION_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/moderation/session.h"

/* Draws the comment, the message, and `keys`, an array that NULL ends, at the bottom.
 */
void draw_session(struct session *s, const char *const *keys);

/* Moves the text by `lines`, within its limits; draw_screenful is a screen of it. */
void draw_scroll(struct session *s, long lines);
long draw_screenful(void);

/* Shows lines of text until a key is pressed. */
void draw_text(struct session *s, const char *const *lines);

/* Waits for a key and handles what is not one: another size, and the end of the
 * session, after which it returns SCREEN_GONE. Returns SCREEN_NOTHING after a while. */
int draw_key(struct session *s, const char *const *keys);

/* Asks a question, with its answers as `keys` ("w word"): returns the first letter of
 * one of them, or 0 for Escape. */
int draw_ask(struct session *s, const char *question, const char *const *keys);

/* Asks for a line, which begins as `text` and is changed to what was typed. False for
 * Escape, and if nothing was typed. */
bool draw_ask_line(struct session *s, const char *question, char *text, size_t size);

#endif
