/* How it works: poll waits for a key, not ncurses. Only poll can tell a terminal that
 * has gone from one on which nobody types: without that, a program whose SIGHUP is
 * ignored, as under nohup, would read forever from nothing. Signals only set a flag;
 * the terminal is restored where the program leaves the queue, not in a handler. */
#include "cli/moderation/screen.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Where the headers of ncurses have both forms, this selects wide characters. */
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

enum { SCREEN_ESCAPE_DELAY = 25, SCREEN_RED = 1 };

static SCREEN *screen_handle;
static bool screen_ascii, screen_has_red, screen_cursor;
static volatile sig_atomic_t screen_signalled;

static void screen_note_signal(int number) {
  screen_signalled = number;
}

/* After the first one the signal has its default action again: a second one ends a
 * program that hangs, for example because the terminal is stopped by Ctrl-S. */
static void screen_catch_signals(void) {
  static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};
  struct sigaction action = {
      .sa_handler = screen_note_signal, .sa_flags = (int)SA_RESETHAND};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    struct sigaction before;
    /* What is ignored, as under nohup, stays ignored. */
    if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
      sigaction(numbers[i], &action, NULL);
  }
}

/* The locale of the program is always UTF-8 (main.c): this asks for the user's. */
static bool screen_user_is_ascii(void) {
  locale_t user = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
  bool ascii = !user || strcmp(nl_langinfo_l(CODESET, user), "UTF-8") != 0;
  if (user)
    freelocale(user);
  return ascii;
}

/* newterm would end the program, or draw on what cannot show it. */
static bool screen_check(char *why, size_t why_size) {
  const char *type = getenv("TERM");
  int found = 0;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
    snprintf(why, why_size, "this needs a terminal");
    return false;
  }
  if (!type || !*type) {
    snprintf(why, why_size, "TERM is not set");
    return false;
  }
  if (setupterm(type, STDOUT_FILENO, &found) != OK) {
    snprintf(why, why_size,
        "the terminal type \"%s\" of the variable TERM is unknown: try TERM=xterm",
        type);
    return false;
  }
  bool able = cursor_address && clear_screen;
  del_curterm(cur_term);
  if (!able) {
    snprintf(
        why, why_size, "a terminal of type \"%s\" cannot show a full screen", type);
    return false;
  }
  return true;
}

static void screen_set_up(void) {
  const char *no_colour = getenv("NO_COLOR");
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  set_escdelay(SCREEN_ESCAPE_DELAY);
  curs_set(0);
  /* With the terminal's own colours as the rest, red is readable on light and dark. */
  if (!(no_colour && *no_colour) && has_colors() && start_color() == OK &&
      use_default_colors() == OK)
    screen_has_red = init_pair(SCREEN_RED, COLOR_RED, -1) == OK;
}

bool screen_open(char *why, size_t why_size) {
  if (!screen_check(why, why_size))
    return false;
  screen_ascii = screen_user_is_ascii();
  screen_signalled = 0;
  screen_has_red = screen_cursor = false;
  screen_handle = newterm(NULL, stdout, stdin);
  if (!screen_handle) {
    snprintf(why, why_size, "the terminal could not be set up");
    return false;
  }
  /* After newterm, which has handlers of its own for some of them. */
  screen_catch_signals();
  screen_set_up();
  return true;
}

void screen_close(void) {
  endwin();
  delscreen(screen_handle);
  screen_handle = NULL;
}

int screen_signal(void) {
  return screen_signalled;
}

bool screen_is_ascii(void) {
  return screen_ascii;
}

size_t screen_rows(void) {
  return (size_t)LINES;
}

size_t screen_columns(void) {
  return (size_t)COLS;
}

void screen_clear(void) {
  erase();
  screen_cursor = false;
}

void screen_show(void) {
  curs_set(screen_cursor ? 1 : 0);
  refresh();
}

static attr_t screen_attributes(enum screen_style style) {
  switch (style) {
  case SCREEN_STRONG:
    return A_BOLD;
  case SCREEN_BAR:
    return A_REVERSE;
  case SCREEN_ALERT:
    return A_BOLD | (screen_has_red ? (attr_t)COLOR_PAIR(SCREEN_RED) : A_NORMAL);
  case SCREEN_PLAIN:
    break;
  }
  return A_NORMAL;
}

void screen_line(size_t row, const char *line, size_t size, enum screen_style style) {
  if (row >= screen_rows())
    return;
  attrset((int)screen_attributes(style));
  move((int)row, 0);
  if (style == SCREEN_BAR)
    hline(' ' | A_REVERSE, COLS);
  addnstr(line, (int)size);
  attrset(A_NORMAL);
}

void screen_at(size_t row, size_t column) {
  move((int)row, (int)column);
  screen_cursor = true;
}

void screen_refresh(void) {
  clearok(stdscr, TRUE);
}

static int screen_named_key(wint_t key) {
  static const struct {
    wint_t key;
    int name;
  } names[] = {{KEY_RESIZE, SCREEN_RESIZED}, {KEY_UP, SCREEN_UP},
      {KEY_DOWN, SCREEN_DOWN}, {KEY_LEFT, SCREEN_LEFT}, {KEY_RIGHT, SCREEN_RIGHT},
      {KEY_PPAGE, SCREEN_PAGE_UP}, {KEY_NPAGE, SCREEN_PAGE_DOWN},
      {KEY_HOME, SCREEN_HOME}, {KEY_END, SCREEN_END}, {KEY_BACKSPACE, SCREEN_BACKSPACE},
      {KEY_DC, SCREEN_DELETE}, {KEY_ENTER, SCREEN_ENTER}};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (names[i].key == key)
      return names[i].name;
  return SCREEN_NOTHING;
}

static int screen_character(wint_t c) {
  switch (c) {
  case '\r':
  case '\n':
    return SCREEN_ENTER;
  case 0x08:
  case 0x7f:
    return SCREEN_BACKSPACE;
  case 0x1b:
    return SCREEN_ESCAPE;
  default:
    return (int)c;
  }
}

/* What ncurses has: a key, a change of the size, or the rest of a key sequence. */
static int screen_read(void) {
  wint_t c = 0;
  int result = get_wch(&c);
  if (result == KEY_CODE_YES)
    return screen_named_key(c);
  return result == OK ? screen_character(c) : SCREEN_NOTHING;
}

/* True if a read would find the end of the input, although poll says that there is
 * some. */
static bool screen_is_gone(const struct pollfd *input) {
  int waiting = 0;
  if (input->revents & (POLLERR | POLLHUP | POLLNVAL))
    return true;
  return (input->revents & POLLIN) &&
         (ioctl(input->fd, FIONREAD, &waiting) != 0 || waiting == 0);
}

int screen_key(int milliseconds) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  /* ncurses may have read more than one key, or a signal for a new size is waiting. */
  int key = screen_signalled ? SCREEN_GONE : screen_read();
  if (key != SCREEN_NOTHING)
    return key;
  int ready = poll(&input, 1, milliseconds);
  if (screen_signalled)
    return SCREEN_GONE;
  if (ready > 0 && screen_is_gone(&input))
    return SCREEN_GONE;
  /* A signal ends poll early: SIGWINCH, or SIGCONT after Ctrl-Z. */
  if (ready < 0 && errno != EINTR)
    return SCREEN_GONE;
  return ready == 0 ? SCREEN_NOTHING : screen_read();
}

void screen_lend(void) {
  curs_set(1);
  endwin();
}

void screen_take(void) {
  /* The other program may have caught a signal of the terminal for both. */
  screen_catch_signals();
  clearok(stdscr, TRUE);
  refresh();
}
