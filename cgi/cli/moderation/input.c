#include "cli/moderation/input.h"

#include <stdlib.h>
#include <string.h>
#include <wctype.h>

void input_set(struct input *in, const char *text) {
  mbstate_t state = {0};
  size_t left = strlen(text);
  in->size = 0;
  while (left) {
    wchar_t c;
    size_t step = mbrtowc(&c, text, left, &state);
    if (step == 0 || step > left)
      break;
    in->at = in->size;
    input_insert(in, c);
    text += step;
    left -= step;
  }
  in->at = in->size;
}

/* wcwidth is negative for what could control the terminal. Format characters, bidi
 * controls among them, have no width: nobody types them, but somebody may paste them.
 */
void input_insert(struct input *in, wchar_t c) {
  if (in->size == INPUT_SIZE || wcwidth(c) < 1)
    return;
  wmemmove(in->text + in->at + 1, in->text + in->at, in->size - in->at);
  in->text[in->at++] = c;
  in->size++;
}

static void input_remove(struct input *in, size_t from, size_t to) {
  wmemmove(in->text + from, in->text + to, in->size - to);
  in->size -= to - from;
  in->at = from;
}

void input_backspace(struct input *in) {
  if (in->at)
    input_remove(in, in->at - 1, in->at);
}

void input_delete(struct input *in) {
  if (in->at < in->size)
    input_remove(in, in->at, in->at + 1);
}

void input_delete_word(struct input *in) {
  size_t from = in->at;
  while (from && iswspace((wint_t)in->text[from - 1]))
    from--;
  while (from && !iswspace((wint_t)in->text[from - 1]))
    from--;
  input_remove(in, from, in->at);
}

void input_clear(struct input *in) {
  input_remove(in, 0, in->at);
}

void input_move(struct input *in, int by) {
  if (by < 0 && in->at)
    in->at--;
  else if (by > 0 && in->at < in->size)
    in->at++;
}

void input_home(struct input *in) {
  in->at = 0;
}

void input_end(struct input *in) {
  in->at = in->size;
}

/* Writes the characters from `from` to `to`. False if they do not fit. */
static bool input_write(
    const struct input *in, size_t from, size_t to, char *out, size_t size) {
  size_t used = 0;
  mbstate_t state = {0};
  bool fits = true;
  for (size_t i = from; fits && i < to; i++) {
    char bytes[16];
    size_t n = wcrtomb(bytes, in->text[i], &state);
    fits = n <= sizeof bytes && used + n < size;
    if (fits) {
      memcpy(out + used, bytes, n);
      used += n;
    }
  }
  out[used] = '\0';
  return fits;
}

bool input_text(const struct input *in, char *out, size_t size) {
  size_t from = 0, to = in->size;
  while (from < to && iswspace((wint_t)in->text[from]))
    from++;
  while (to > from && iswspace((wint_t)in->text[to - 1]))
    to--;
  return input_write(in, from, to, out, size);
}

void input_raw(const struct input *in, char *out, size_t size) {
  (void)input_write(in, 0, in->size, out, size);
}
