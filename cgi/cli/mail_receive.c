#include "cli/mail_receive.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "cli/command/command_site.h"
#include "cli/output/complain.h"
#include "site/mail/mail_receive.h"

enum {
  RECEIVED = 2 << 20, /* bytes that are read: pictures come after the text */
  MEMORY = 512 << 20, /* of the process */
  SECONDS = 10        /* of the processor */
};

/* Too much work for a mail that people write. It is refused: another attempt would end
 * in the same way. */
static void mail_receive_give_up(int signal) {
  static const char text[] = "pamphlet: the mail takes too long to read\n";
  ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
  (void)ignored;
  (void)signal;
  _exit(EX_DATAERR);
}

/* A library that runs out of memory aborts, and is caught here as well. */
static void mail_receive_limit(void) {
  const struct rlimit memory = {MEMORY, MEMORY}, time = {SECONDS, SECONDS + 1};
  setrlimit(RLIMIT_CPU, &time);
#ifndef __SANITIZE_ADDRESS__ /* reserves terabytes of addresses */
  setrlimit(RLIMIT_AS, &memory);
#else
  (void)memory;
#endif
  signal(SIGXCPU, mail_receive_give_up);
  signal(SIGABRT, mail_receive_give_up);
  /* A stack that is used up has no room for the handler. */
  static char spare[1 << 16];
  const stack_t other = {.ss_sp = spare, .ss_size = sizeof spare};
  const struct sigaction action = {
      .sa_handler = mail_receive_give_up, .sa_flags = SA_ONSTACK};
  if (sigaltstack(&other, NULL) == 0)
    sigaction(SIGSEGV, &action, NULL);
}

/* All of standard input is taken, because a mail system takes a closed pipe for a
 * failure; what is beyond the limit is dropped. */
static enum err mail_receive_read(struct buf *out) {
  char piece[1 << 16];
  size_t n;
  while ((n = fread(piece, 1, sizeof piece, stdin)) > 0)
    if (out->len < RECEIVED)
      buf_add(out, piece, n);
  return ferror(stdin) ? ERR_IO : buf_status(out);
}

/* Exit codes as mail systems read them: 65 returns the mail with what is on standard
 * error, 75 keeps it for another attempt. */
static int mail_receive_report(const struct mail_received *r) {
  switch (r->receipt) {
  case MAIL_RECEIPT_REPLY:
    printf("Published reply %lld.\n", (long long)r->id);
    return 0;
  case MAIL_RECEIPT_BOUNCE:
    printf("Mail %lld could not be delivered.\n", (long long)r->id);
    return 0;
  case MAIL_RECEIPT_IGNORED:
    printf("Ignored: %s.\n", r->says);
    return 0;
  case MAIL_RECEIPT_REFUSED:
    break;
  }
  complain("your reply was not published: %s", r->says);
  return EX_DATAERR;
}

int mail_receive_command(const struct command_line *line) {
  int code = 0;
  struct buf mail = {0};
  struct mail_received received;
  const char *recipient = line->count ? line->arguments[0] : NULL;
  mail_receive_limit();
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  /* Whatever keeps the site from being opened is repaired one day. */
  if (!site)
    return EX_TEMPFAIL;
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  enum err e = a ? mail_receive_read(&mail) : ERR_NOMEM;
  if (!e)
    e = mail_receive(
        site, a, buf_text(&mail), mail.len, recipient, clock_now(), &received);
  if (e)
    complain("%s", err_text(e));
  site_close(site);
  code = e ? EX_TEMPFAIL : mail_receive_report(&received);
  buf_free(&mail);
  arena_free(a);
  return code;
}
