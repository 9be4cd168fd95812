/* The terminal: a screen of lines, and keys. Uses ncurses, and is the only file that
 * does. One screen at a time. */
#ifndef CLI_MODERATION_SCREEN_H
#define CLI_MODERATION_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

/* What screen_key returns besides characters, which are Unicode code points. */
enum screen_key {
  SCREEN_NOTHING = 0x200000, /* no key within the time */
  SCREEN_RESIZED,            /* draw again, for another size */
  SCREEN_GONE, /* the terminal has gone, or a signal asks the program to end */
  SCREEN_UP,
  SCREEN_DOWN,
  SCREEN_LEFT,
  SCREEN_RIGHT,
  SCREEN_PAGE_UP,
  SCREEN_PAGE_DOWN,
  SCREEN_HOME,
  SCREEN_END,
  SCREEN_BACKSPACE,
  SCREEN_DELETE,
  SCREEN_ENTER,
  SCREEN_ESCAPE
};

enum screen_style { SCREEN_PLAIN, SCREEN_STRONG, SCREEN_BAR, SCREEN_ALERT };

/* Takes over the terminal. False, with a sentence in `why`, if there is none that can
 * place text. */
bool screen_open(char *why, size_t why_size);

/* Gives the terminal back as it was. */
void screen_close(void);

/* The signal that ended it, or 0. */
int screen_signal(void);

/* True if only ASCII may be written: the locale of the user is not UTF-8, and a
 * terminal of another encoding would take parts of other characters for control
 * sequences. */
bool screen_is_ascii(void);

size_t screen_rows(void);
size_t screen_columns(void);

/* Begins a new picture; screen_show makes it visible, and shows the cursor if screen_at
 * was called since. */
void screen_clear(void);
void screen_show(void);

/* Draws the first `size` bytes of a line in row `row`, from 0. text_wrap has made it
 * safe, and it must fit. A bar fills its row. */
void screen_line(size_t row, const char *line, size_t size, enum screen_style style);

/* Where the cursor is shown. */
void screen_at(size_t row, size_t column);

/* Draws everything again at the next screen_show, even what seems to be there. */
void screen_refresh(void);

/* Waits for a key, `milliseconds` at most. */
int screen_key(int milliseconds);

/* Lends the terminal to another program, and takes it back. */
void screen_lend(void);
void screen_take(void);

#endif
