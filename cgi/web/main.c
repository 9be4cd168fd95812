/* The program pamphlet.fcgi: answers a web server over FastCGI, or one request as plain
 * CGI. */
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <sodium.h>

#include "base/log.h"
#include "base/utf8.h"
#include "site/core/base_url.h"
#include "site/core/reload_report.h"
#include "site/core/site.h"
#include "site/site_open.h"
#include "web/form_queue.h"
#include "web/lease.h"
#include "web/metrics.h"
#include "web/metrics_listen.h"
#include "web/outbox.h"
#include "web/pid_file.h"
#include "web/scheduler.h"
#include "web/socket.h"
#include "web/supervisor.h"
#include "web/worker.h"

/* The arena that site.ini is read into, in bytes; and the seconds that plain CGI has
 * for a request while the setting for it cannot be read. */
enum { SETTINGS_MEMORY = 1 << 20, CGI_SECONDS = 10 };

static const char usage[] =
    "Usage: pamphlet.fcgi [-C DIR]\n\n"
    "Answers requests of a web server: over FastCGI on DIR/run/pamphlet.sock (or an\n"
    "inherited socket), or a single request as plain CGI. DIR is the site directory;\n"
    "the default is $PAMPHLET_SITE, or the current directory or one above it.\n"
    "docs/web-servers.md shows how to set up nginx, lighttpd and Apache.\n\n"
    "  -C DIR         the site directory\n"
    "  -h, --help     show this help\n"
    "  -V, --version  show the version\n";

/* `why` may quote a path or an argument, with characters that would control a
 * terminal. */
static int main_fail(const char *why, int code) {
  struct buf safe = {0};
  utf8_printable(&safe, why);
  fprintf(stderr, "pamphlet.fcgi: %s\n", buf_text(&safe));
  buf_free(&safe);
  return code;
}

static struct supervisor_values main_values(const struct settings *s) {
  return (struct supervisor_values){(int)s->workers,
      s->deadline_seconds * INT64_C(1000000), *s->mail.from != '\0',
      s->webmention.receives || s->webmention.sends || *s->websub,
      *s->database != '\0'};
}

/* Reads the settings again for a reload. If the file has an error the old values stay;
 * the new children report the error. */
static void main_read_settings(void *context, struct supervisor_values *values) {
  const struct worker_context *c = context;
  char why[400];
  struct settings settings;
  struct arena *a = arena_new(SETTINGS_MEMORY);
  if (a && settings_read(a, c->dir, &settings, why, sizeof why) == OK) {
    *values = main_values(&settings);
    metrics_listen_move(c->metrics, settings.metrics_address);
  }
  arena_free(a);
}

/* There is one supervisor per process, and its callbacks get only the context of the
 * children. */
static struct reload_reporter main_reporter = {.fd = -1};

static void main_report(void *context, const char *fault) {
  const struct worker_context *c = context;
  reload_report_write(&main_reporter, c->dir, fault);
}

/* Without metrics, the site works. */
static void main_open_metrics(
    struct metrics_listen *m, const char *dir, const struct settings *settings) {
  if (metrics_open() != OK)
    log_event(LOG_LEVEL_WARN, "metrics.off", "why", err_text(ERR_NOMEM), NULL);
  metrics_listen_open(m, dir, settings->metrics_address);
}

/* Serves from the socket until a signal ends it. */
static int main_supervise(const char *dir, int fd, const struct settings *settings) {
  char pid_file[PATH_MAX + 32], why[400];
  struct form_queue forms;
  struct metrics_listen metrics;
  struct worker_context context = {dir, fd, &forms, &metrics};
  struct supervisor supervisor = {main_values(settings), worker_run, scheduler_run,
      outbox_run_sender, outbox_run_fetcher, lease_run, main_read_settings, &context,
      main_report};
  snprintf(pid_file, sizeof pid_file, "%s/run/pamphlet.pid", dir);
  int url_fd = -1;
  outbox_find();
  if (form_queue_open(&forms) != OK)
    return main_fail("cannot create the queue of forms", EX_OSERR);
  /* Not settings->base_url: a setting that is changed takes effect for commands at
   * once, as all others do. */
  enum err e =
      base_url_keep(dir, getenv("PAMPHLET_BASE_URL"), &url_fd, why, sizeof why);
  if (e && e != ERR_READ_ONLY)
    return main_fail(why, EX_OSERR);
  int code = EX_OSERR;
  e = pid_file_write(pid_file, why, sizeof why);
  /* Reading works without the file, and a service manager does not need it. */
  if (e == ERR_READ_ONLY)
    log_event(LOG_LEVEL_WARN, "pid_file.off", "why", why, NULL);
  if (!e || e == ERR_READ_ONLY) {
    main_report(&context, NULL);
    main_open_metrics(&metrics, dir, settings);
    code = supervisor_run(&supervisor);
    if (*settings->database)
      lease_leave(dir);
    metrics_listen_close(&metrics, dir);
    reload_report_close(&main_reporter, dir);
    pid_file_remove(pid_file);
  } else {
    main_fail(why, EX_OSERR);
  }
  form_queue_close(&forms);
  base_url_forget(dir, url_fd);
  return code;
}

static int main_serve(const char *dir) {
  char why[400], path[PATH_MAX + 32];
  struct settings settings;
  int fd = -1;
  bool made = false;
  struct arena *a = arena_new(SETTINGS_MEMORY);
  enum err e = a ? settings_read(a, dir, &settings, why, sizeof why) : ERR_NOMEM;
  if (e) {
    arena_free(a);
    return main_fail(e == ERR_NOMEM ? err_text(e) : why, EX_CONFIG);
  }
  snprintf(path, sizeof path, "%s/run/pamphlet.sock", dir);
  e = socket_listen(path, &fd, &made, why, sizeof why);
  if (e) {
    arena_free(a);
    /* Another instance may be about to end, so a service manager may try again; an
     * error of the settings, EX_CONFIG, it must not (docs/systemd.md). */
    return main_fail(why, e == ERR_EXISTS ? EX_TEMPFAIL : EX_OSERR);
  }
  int code = main_supervise(dir, fd, &settings);
  /* A socket that was handed over belongs to the web server or to systemd, which goes
   * on listening on it. */
  if (made)
    unlink(path);
  arena_free(a);
  return code;
}

/* A plain CGI program has no supervisor, so the kernel ends it when its time is over.
 * The web server may have ignored or blocked SIGALRM, and both are inherited. */
static void main_limit_time(const char *dir) {
  char why[400];
  struct settings settings = {.deadline_seconds = CGI_SECONDS};
  struct arena *a = arena_new(SETTINGS_MEMORY);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGALRM);
  signal(SIGALRM, SIG_DFL);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  enum err e = a ? settings_read(a, dir, &settings, why, sizeof why) : ERR_NOMEM;
  alarm(e ? CGI_SECONDS : (unsigned)settings.deadline_seconds);
  arena_free(a);
}

/* Reads the options. Returns -1 to continue, otherwise the exit code. */
static int main_read_options(int argc, char **argv, const char **dir) {
  static const struct option names[] = {
      {"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'}, {0}};
  /* Without this, getopt_long would print messages of its own (getopt(3)). */
  opterr = 0;
  for (int option; (option = getopt_long(argc, argv, ":C:hV", names, NULL)) != -1;)
    switch (option) {
    case 'V':
      puts("pamphlet.fcgi " PAMPHLET_VERSION);
      return 0;
    case 'h':
      fputs(usage, stdout);
      return 0;
    case 'C':
      *dir = optarg;
      break;
    case ':':
      return main_fail(
          "option -C requires a directory; see \"pamphlet.fcgi --help\"", EX_USAGE);
    default:
      return main_fail("unknown option; see \"pamphlet.fcgi --help\"", EX_USAGE);
    }
  return optind == argc
             ? -1
             : main_fail("too many arguments; see \"pamphlet.fcgi --help\"", EX_USAGE);
}

int main(int argc, char **argv) {
  char why[400], *dir = NULL;
  const char *given = NULL;
  /* The variable is set for every CGI program (RFC 3875 section 4.1.4). A FastCGI
   * program may inherit it from a web server, and is told by its socket. */
  bool cgi = getenv("GATEWAY_INTERFACE") && !socket_handed_over();
  /* Arguments of a plain CGI program come from the reader: a query without "=" becomes
   * the command line (RFC 3875 section 4.4). So they are ignored. */
  int code = cgi ? -1 : main_read_options(argc, argv, &given);
  if (code >= 0)
    return code;
  if (sodium_init() < 0)
    return main_fail("no source of random numbers is available", EX_OSERR);
  if (site_locate(given, &dir, why, sizeof why) != OK)
    return main_fail(why, EX_CONFIG);
  if (cgi)
    main_limit_time(dir);
  code = cgi ? worker_run_cgi(dir) : main_serve(dir);
  free(dir);
  return code;
}
