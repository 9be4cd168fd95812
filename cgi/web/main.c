/* pamphlet.fcgi: answers a web server over FastCGI, or one request as plain CGI. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <sodium.h>

#include "base/log.h"
#include "site/site.h"
#include "web/socket.h"
#include "web/supervisor.h"
#include "web/worker.h"

static int fail(const char *why, int code) {
  fprintf(stderr, "pamphlet.fcgi: %s\n", why);
  return code;
}

static int serve(const char *dir) {
  char why[400], path[PATH_MAX + 32];
  struct config config;
  int fd = -1;
  bool made = false;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? config_read(a, dir, &config, why, sizeof why) : ERR_NOMEM;
  if (e) {
    arena_free(a);
    return fail(e == ERR_NOMEM ? err_text(e) : why, EX_CONFIG);
  }
  snprintf(path, sizeof path, "%s/run/pamphlet.sock", dir);
  e = socket_listen(path, &fd, &made, why, sizeof why);
  if (e) {
    arena_free(a);
    return fail(why, e == ERR_EXISTS ? EX_TEMPFAIL : EX_OSERR);
  }
  struct worker_context context = {dir, fd};
  struct supervisor supervisor = {(int)config.workers,
      config.deadline_seconds * INT64_C(1000000), worker_run, keeper_run, &context};
  int code = supervisor_run(&supervisor);
  if (made)
    unlink(path);
  arena_free(a);
  return code;
}

int main(int argc, char **argv) {
  char why[400], *dir = NULL;
  const char *given = NULL;
  for (int option; (option = getopt(argc, argv, "C:V")) != -1;) {
    if (option == 'V') {
      puts("pamphlet.fcgi " PAMPHLET_VERSION);
      return 0;
    }
    if (option != 'C')
      return fail("usage: pamphlet.fcgi [-C SITE_DIRECTORY]", EX_USAGE);
    given = optarg;
  }
  if (sodium_init() < 0)
    return fail("no source of random numbers", EX_OSERR);
  if (site_locate(given, &dir, why, sizeof why) != OK)
    return fail(why, EX_CONFIG);
  bool cgi = getenv("GATEWAY_INTERFACE") && !socket_handed_over();
  int code = cgi ? worker_run_cgi(dir) : serve(dir);
  free(dir);
  return code;
}
