/* Runs commands as a shell would, for tests. */
#ifndef CLI_SUPPORT_H
#define CLI_SUPPORT_H

#include <sysexits.h>

#include "cli/commands.h"
#include "cli/dispatch.h"
#include "fail_alloc.h"
#include "support_site.h"

enum { CLI_WORDS = 20 };

/* The words after "pamphlet -C DIR". */
#define CLI(...) ((const char *const[]){__VA_ARGS__, NULL})

struct cli_call {
  const char *words[CLI_WORDS];
  int expected, code;
};

static inline struct cli_call cli_call(
    struct blog *b, int expected, const char *const *words) {
  struct cli_call c = {.words = {"pamphlet", "-C", b->site->dir}, .expected = expected};
  for (size_t i = 0; words[i]; i++) {
    assert_true(i + 4 < CLI_WORDS);
    c.words[i + 3] = words[i];
  }
  return c;
}

static inline void cli_run(void *context) {
  struct cli_call *c = context;
  int n = 0;
  while (c->words[n])
    n++;
  c->code = dispatch(&commands, n, (char **)c->words);
}

/* Runs a command that must end with the exit code `expected`. Returns what it wrote to
 * `stream`, valid until the next call. Neither stream is a terminal meanwhile. */
static inline const char *cli_said(
    struct blog *b, FILE *stream, int expected, const char *const *words) {
  struct cli_call c = cli_call(b, expected, words);
  const char *text = support_written_only(stream, cli_run, &c);
  if (c.code != expected)
    fail_msg("%s %s: exit code %d, not %d: %s", words[0], words[1] ? words[1] : "",
        c.code, expected, text);
  return text;
}

/* Asserts the exit code and a part of the message on standard error. */
static inline void cli_refused(
    struct blog *b, int expected, const char *says, const char *const *words) {
  const char *text = cli_said(b, stderr, expected, words);
  if (!strstr(text, says))
    fail_msg("%s %s: \"%s\" does not say \"%s\"", words[0], words[1], text, says);
}

static inline enum err cli_once(void *context) {
  struct cli_call *c = context;
  const char *said = support_written_only(stderr, cli_run, c);
  if (c->code == c->expected)
    return OK;
  if (c->code == EX_OSERR && *said)
    return ERR_NOMEM;
  print_error("%s %s: exit code %d: %s\n", c->words[3], c->words[4] ? c->words[4] : "",
      c->code, said);
  return ERR_INTERNAL;
}

/* Runs a command that ends with the exit code `expected`; without memory it has to end
 * with EX_OSERR and a message. */
static inline void cli_survives_failing_memory(
    struct blog *b, int expected, const char *const *words) {
  struct cli_call c = cli_call(b, expected, words);
  fail_alloc_each(cli_once, &c);
}

#endif
