/* The fonts of the system and a logo are all that it reads, but titles come from
 * anywhere, and what it answers goes into a file that everybody can get. */
#include "site/pictures/social_card_program.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/utf8.h"

/* The sanitizer reserves terabytes of addresses. */
#if defined(__SANITIZE_ADDRESS__)
#define SOCIAL_CARD_MEMORY ((size_t)RLIM_INFINITY)
#else
#define SOCIAL_CARD_MEMORY ((size_t)1 << 30)
#endif

/* A card takes hundredths of a second, and a system without a cache of its fonts some
 * seconds before the first one. A process of its own for so many cards, because its
 * processor time is limited as a whole. */
enum { DEADLINE_MS = 20000, SECONDS = 60, MOST_CARDS = 100, MOST_ANSWER = 4 << 20 };

static enum err social_card_program_put(
    struct social_card_program *p, char kind, const void *data, size_t n) {
  struct buf in = {0};
  buf_printf(&in, "%zu\n%c", n + 1, kind);
  buf_add(&in, data, n);
  enum err e = buf_status(&in);
  if (!e)
    e = tool_put(&p->tool, in.data, in.len, DEADLINE_MS);
  buf_free(&in);
  return e;
}

static enum err social_card_program_start(struct social_card_program *p) {
  static const char *const words[] = {"pamphlet-picture", "cards", NULL};
  const struct tool_order order = {.words = words,
      .memory = SOCIAL_CARD_MEMORY,
      .seconds = SECONDS,
      .path = p->path};
  struct buf answer = {.most = MOST_ANSWER};
  if (p->tool.pid > 0 && p->drawn < MOST_CARDS)
    return OK;
  tool_stop(&p->tool);
  p->drawn = 0;
  enum err e = tool_start(&p->tool, &order);
  /* One that it cannot read is left out, and so is one that crashes it, which would
   * cost all cards otherwise. */
  if (!e && p->logo) {
    e = social_card_program_put(p, 'L', p->logo, p->logo_size);
    if (!e)
      e = tool_get(&p->tool, DEADLINE_MS, &answer);
    if (e && e != ERR_NOMEM) {
      p->logo = NULL;
      e = tool_start(&p->tool, &order);
    }
  }
  buf_free(&answer);
  return e;
}

/* "P" and a file of its kind, or "F" and a sentence. */
static bool social_card_program_parse(
    const struct buf *answer, struct buf *png, char fault[SOCIAL_CARD_FAULT]) {
  static const char mark[] = "\x89PNG\r\n\x1a\n";
  size_t n = answer->len ? answer->len - 1 : 0;
  if (!n)
    return false;
  const char *rest = answer->data + 1;
  if (answer->data[0] == 'P' && n > sizeof mark &&
      memcmp(rest, mark, sizeof mark - 1) == 0) {
    buf_add(png, rest, n);
    return true;
  }
  if (answer->data[0] != 'F' || n >= SOCIAL_CARD_FAULT ||
      utf8_check(rest, n, UTF8_ONE_LINE))
    return false;
  snprintf(fault, SOCIAL_CARD_FAULT, "%s", rest);
  return true;
}

/* One that could not be started or sent anything does not run any more, so that
 * tool_get fails. */
enum err social_card_program_order(
    struct social_card_program *p, const struct buf *order) {
  enum err e = social_card_program_start(p);
  if (!e)
    e = social_card_program_put(p, 'C', order->data, order->len);
  p->drawn++;
  if (e)
    tool_stop(&p->tool);
  return e == ERR_NOMEM ? e : OK;
}

enum err social_card_program_take(
    struct social_card_program *p, struct buf *png, char fault[SOCIAL_CARD_FAULT]) {
  struct buf answer = {.most = MOST_ANSWER};
  buf_clear(png);
  *fault = '\0';
  enum err e = tool_get(&p->tool, DEADLINE_MS, &answer);
  bool good = !e && social_card_program_parse(&answer, png, fault);
  if (!e && good)
    e = buf_status(png);
  buf_free(&answer);
  if (e == ERR_NOMEM)
    return e;
  p->failed = e || !good;
  if (p->failed) {
    buf_clear(png);
    snprintf(fault, SOCIAL_CARD_FAULT, "the program that draws cards failed");
  }
  return OK;
}

void social_card_program_stop(struct social_card_program *p) {
  tool_stop(&p->tool);
}
