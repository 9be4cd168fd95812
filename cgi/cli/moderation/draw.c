#include "cli/moderation/draw.h"

#include <stdio.h>
#include <string.h>

#include "cli/moderation/input.h"
#include "cli/moderation/screen.h"

enum {
  DRAW_KEY_ROWS = 2, /* at most, at the bottom */
  DRAW_MESSAGE_ROWS = 4,
  DRAW_LEAST_ROWS = 6, /* of a screen on which anything can be shown */
  DRAW_LEAST_COLUMNS = 20,
  DRAW_WAIT = 2000 /* milliseconds between two looks at the database */
};

static bool draw_is_too_small(void) {
  return screen_rows() < DRAW_LEAST_ROWS || screen_columns() < DRAW_LEAST_COLUMNS;
}

/* ncurses would go on in the next row. */
static void draw_line(size_t row, const char *line, enum screen_style style) {
  screen_line(row, line, text_fit(line, screen_columns()), style);
}

/* Makes rows of keys: as many as fit, and always the last one, which is the help. */
static size_t draw_fill_keys(
    const char *const *keys, char rows[DRAW_KEY_ROWS][DRAW_LEAST_COLUMNS * 20]) {
  size_t columns = screen_columns(), row = 0, used = 0, last = 0;
  enum { MOST = DRAW_LEAST_COLUMNS * 20 - 1 };
  columns = columns < MOST ? columns : MOST;
  while (keys[last + 1])
    last++;
  rows[0][0] = rows[1][0] = '\0';
  for (size_t i = 0; i <= last; i++) {
    size_t size = strlen(keys[i]),
           kept = row + 1 == DRAW_KEY_ROWS && i < last ? strlen(keys[last]) + 2 : 0;
    size_t gap = used ? 2 : 0;
    if (used + gap + size + kept > columns) {
      if (row + 1 == DRAW_KEY_ROWS)
        continue;
      row++;
      used = 0;
      i--;
      continue;
    }
    snprintf(rows[row] + used, MOST + 1 - used, "%*s%s", (int)gap, "", keys[i]);
    used += gap + size;
  }
  return row + 1;
}

static void draw_title(const struct session *s, size_t body) {
  char title[160], place[80] = "";
  const struct queue *q = &s->queue;
  size_t lines = s->page.lines.count, columns = screen_columns();
  if (q->at < q->count)
    snprintf(title, sizeof title, "Comment %zu of %zu, %zu left", q->at + 1, q->count,
        queue_left(q));
  else
    snprintf(title, sizeof title, "End of the queue: %zu of %zu left", queue_left(q),
        q->count);
  if (lines > body) {
    size_t end = s->scroll + body < lines ? s->scroll + body : lines;
    snprintf(place, sizeof place, "lines %zu-%zu of %zu", s->scroll + 1, end, lines);
  }
  size_t used = strlen(title), wanted = strlen(place);
  if (wanted && used + wanted + 2 <= columns)
    snprintf(title + used, sizeof title - used, "%*s%s",
        (int)(columns - used - wanted < 100 ? columns - used - wanted : 2), "", place);
  draw_line(0, title, SCREEN_BAR);
}

static void draw_end(const struct session *s, size_t body) {
  static const char *const done[] = {
      "Nothing is left to decide. New comments appear here by themselves.", NULL};
  static const char *const skipped[] = {
      "This is the end. Some comments were skipped: p goes back to them.", NULL};
  const char *const *lines = queue_left(&s->queue) ? skipped : done;
  struct text_lines wrapped = {0};
  if (s->queue.at < s->queue.count || body < 2)
    return;
  if (text_wrap(
          s->page_memory, lines[0], screen_columns(), screen_is_ascii(), &wrapped))
    return;
  for (size_t i = 0; i < wrapped.count && i + 1 < body; i++)
    draw_line(i + 2, wrapped.lines[i], SCREEN_PLAIN);
}

static void draw_body(struct session *s, size_t body) {
  size_t lines = s->page.lines.count;
  if (s->scroll + body > lines)
    s->scroll = lines > body ? lines - body : 0;
  for (size_t i = 0; i < body && s->scroll + i < lines; i++)
    draw_line(i + 1, s->page.lines.lines[s->scroll + i],
        s->scroll + i < s->page.strong ? SCREEN_STRONG : SCREEN_PLAIN);
  draw_end(s, body);
}

/* A message is made of words of ours, but may name something of a comment, or a file,
 * whose name must not be cut. Returns how many rows of at most `most` it takes. */
static size_t draw_wrap_message(
    struct session *s, size_t most, struct text_lines *out) {
  if (text_wrap(s->page_memory, s->message, screen_columns(), screen_is_ascii(), out))
    out->count = 0;
  return out->count == 0 ? 1 : out->count < most ? out->count : most;
}

static void draw_message(const struct session *s, const struct text_lines *lines,
    size_t rows, size_t first) {
  for (size_t i = 0; i < rows && i < lines->count; i++)
    draw_line(first + i, lines->lines[i], s->alert ? SCREEN_ALERT : SCREEN_STRONG);
}

/* Draws all but makes nothing visible yet. Returns the row of the message. */
static size_t draw_picture(struct session *s, const char *const *keys) {
  char rows[DRAW_KEY_ROWS][DRAW_LEAST_COLUMNS * 20];
  screen_clear();
  if (draw_is_too_small()) {
    draw_line(0, "Too small", SCREEN_PLAIN);
    return 0;
  }
  struct text_lines message = {0};
  size_t key_rows = draw_fill_keys(keys, rows);
  /* A terminal may give other widths to rare characters than ncurses expects. Drawing
   * each comment from scratch keeps such a shift from reaching the next one. */
  if (s->drawn != queue_current(&s->queue))
    screen_refresh();
  s->drawn = queue_current(&s->queue);
  session_layout(s, screen_columns(), screen_rows(), screen_is_ascii());
  /* A row for the title, and one at least for the comment. */
  size_t free_rows = screen_rows() - 2 - key_rows;
  size_t message_rows = draw_wrap_message(
      s, free_rows < DRAW_MESSAGE_ROWS ? free_rows : DRAW_MESSAGE_ROWS, &message);
  size_t body = screen_rows() - 1 - key_rows - message_rows;
  draw_body(s, body);
  draw_title(s, body);
  draw_message(s, &message, message_rows, body + 1);
  for (size_t i = 0; i < key_rows; i++)
    draw_line(screen_rows() - key_rows + i, rows[i], SCREEN_BAR);
  return body + 1;
}

void draw_session(struct session *s, const char *const *keys) {
  draw_picture(s, keys);
  screen_show();
}

void draw_scroll(struct session *s, long lines) {
  /* draw_body knows the lower limit. */
  if (lines < 0)
    s->scroll -= (size_t)-lines < s->scroll ? (size_t)-lines : s->scroll;
  else
    s->scroll += (size_t)lines;
}

long draw_screenful(void) {
  long rows = (long)screen_rows() - 2 - DRAW_KEY_ROWS - 1;
  return rows > 1 ? rows : 1;
}

int draw_key(struct session *s, const char *const *keys) {
  for (;;) {
    draw_session(s, keys);
    int key = screen_key(DRAW_WAIT);
    if (key == SCREEN_GONE)
      s->over = true;
    /* Ctrl-L: what is on the screen may not be what ncurses drew. */
    if (key == 0x0c || key == SCREEN_RESIZED)
      screen_refresh();
    else
      return key;
  }
}

int draw_ask(struct session *s, const char *question, const char *const *keys) {
  session_say(s, "%s", question);
  for (;;) {
    int key = draw_key(s, keys);
    if (key == SCREEN_GONE || key == SCREEN_ESCAPE || key == 'q') {
      session_say(s, "Nothing was done.");
      return 0;
    }
    for (size_t i = 0; keys[i]; i++)
      if (key == keys[i][0])
        return key;
  }
}

static void draw_edit(struct input *in, int key) {
  switch (key) {
  case SCREEN_BACKSPACE:
    input_backspace(in);
    break;
  case SCREEN_DELETE:
    input_delete(in);
    break;
  case SCREEN_LEFT:
    input_move(in, -1);
    break;
  case SCREEN_RIGHT:
    input_move(in, 1);
    break;
  case SCREEN_HOME:
  case 0x01: /* Ctrl-A, and so on, as in a shell */
    input_home(in);
    break;
  case SCREEN_END:
  case 0x05:
    input_end(in);
    break;
  case 0x15:
    input_clear(in);
    break;
  case 0x17:
    input_delete_word(in);
    break;
  default:
    if (key < SCREEN_NOTHING)
      input_insert(in, (wchar_t)key);
  }
}

/* Draws the line with its end in sight, and the cursor in it. */
static void draw_input(
    struct session *s, const char *question, const struct input *in, size_t row) {
  char typed[INPUT_SIZE * 4], line[INPUT_SIZE * 4 + 100];
  struct input head = *in;
  head.size = in->at;
  size_t columns = screen_columns(), from = 0;
  if (draw_is_too_small())
    return;
  input_raw(in, typed, sizeof typed);
  snprintf(line, sizeof line, "%s %s", question, typed);
  input_raw(&head, typed, sizeof typed);
  size_t cursor = strlen(question) + 1 + text_width(typed);
  /* A long line is shown from where the cursor is still on the screen. */
  while (cursor - from >= columns)
    from += columns / 2;
  struct text_lines shown = {0};
  if (text_wrap(s->page_memory, line, sizeof line, screen_is_ascii(), &shown))
    return;
  const char *visible =
      shown.count ? shown.lines[0] + text_fit(shown.lines[0], from) : "";
  draw_line(row, "", SCREEN_PLAIN);
  draw_line(row, visible, SCREEN_STRONG);
  screen_at(row, cursor - from);
}

bool draw_ask_line(struct session *s, const char *question, char *text, size_t size) {
  static const char *const keys[] = {"Enter: do it", "Esc: cancel", NULL};
  static struct input in;
  input_set(&in, text);
  session_say(s, "%s", "");
  for (;;) {
    size_t row = draw_picture(s, keys);
    draw_input(s, question, &in, row);
    screen_show();
    int key = screen_key(DRAW_WAIT);
    if (key == SCREEN_ENTER && input_text(&in, text, size) && *text)
      return true;
    if (key == SCREEN_GONE)
      s->over = true;
    if (key == SCREEN_GONE || key == SCREEN_ESCAPE || key == SCREEN_ENTER) {
      session_say(s, "Nothing was done.");
      return false;
    }
    if (key == SCREEN_RESIZED)
      screen_refresh();
    draw_edit(&in, key);
  }
}

void draw_text(struct session *s, const char *const *lines) {
  static const char *const keys[] = {"any key: back", NULL};
  char rows[DRAW_KEY_ROWS][DRAW_LEAST_COLUMNS * 20];
  for (int key = SCREEN_NOTHING; key == SCREEN_NOTHING || key == SCREEN_RESIZED;) {
    struct text_lines wrapped = {0};
    arena_reset(s->page_memory);
    screen_clear();
    for (size_t i = 0; lines[i] && !draw_is_too_small(); i++)
      if (text_wrap(
              s->page_memory, lines[i], screen_columns(), screen_is_ascii(), &wrapped))
        break;
    for (size_t i = 0; i < wrapped.count && i + 1 < screen_rows(); i++)
      draw_line(i, wrapped.lines[i], i ? SCREEN_PLAIN : SCREEN_STRONG);
    draw_fill_keys(keys, rows);
    draw_line(screen_rows() - 1, rows[0], SCREEN_BAR);
    screen_show();
    key = screen_key(DRAW_WAIT);
    s->over = s->over || key == SCREEN_GONE;
  }
}
