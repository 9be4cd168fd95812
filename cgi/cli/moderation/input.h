/* A line that is typed at the bottom of the screen. */
#ifndef CLI_MODERATION_INPUT_H
#define CLI_MODERATION_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

enum { INPUT_SIZE = 1000 };

/* {0} is an empty line. */
struct input {
  wchar_t text[INPUT_SIZE]; /* not NUL-terminated */
  size_t size, at;          /* characters; which one the cursor is on */
};

/* Starts with `text`, UTF-8, and the cursor at its end. */
void input_set(struct input *in, const char *text);

/* What the keys do. input_insert ignores what is not printable and what does not fit;
 * the others do nothing at the ends of the line. */
void input_insert(struct input *in, wchar_t c);
void input_backspace(struct input *in);
void input_delete(struct input *in);
void input_delete_word(struct input *in); /* to the left */
void input_clear(struct input *in);       /* to the left */
void input_move(struct input *in, int by);
void input_home(struct input *in);
void input_end(struct input *in);

/* Writes the text as UTF-8, without spaces around it. False if it does not fit. */
bool input_text(const struct input *in, char *out, size_t size);

/* Writes it as it is, cut to what fits. */
void input_raw(const struct input *in, char *out, size_t size);

#endif
