#include "ops/doctor_service.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/percent.h"
#include "ops/doctor_say.h"
#include "ops/fetch.h"
#include "ops/service.h"
#include "site/cache/cache_epoch.h"
#include "site/pages/page.h"

static const char doctor_service_guide[] = "see docs/web-servers.md";

/* The socket says more than the process: systemd may listen on it for a program that is
 * not running yet, and a program may run without being reachable. */
static void doctor_service_program(struct doctor *d) {
  pid_t pid = service_pid(d->dir);
  enum service_socket at = service_socket(d->dir);
  if (at == SERVICE_SILENT)
    doctor_say(d, DOCTOR_ERROR, "service",
        "start pamphlet.fcgi (systemctl start pamphlet)",
        "no process listens on run/pamphlet.sock");
  else if (at == SERVICE_REFUSED)
    doctor_say(d, DOCTOR_OK, "service", "",
        "this user cannot connect to run/pamphlet.sock, which is correct unless it is"
        " the user of the web server");
  else if (pid || at == SERVICE_ANSWERS)
    doctor_say(d, DOCTOR_OK, "service", "", "pamphlet.fcgi is running%s",
        at == SERVICE_ANSWERS ? " and listens on run/pamphlet.sock" : "");
  else
    doctor_say(d, DOCTOR_WARNING, "service",
        "start pamphlet.fcgi (systemctl start pamphlet); with plain CGI, examine the"
        " permissions of the web server's user: pamphlet doctor --user=NAME",
        "pamphlet.fcgi is not running: readers get only cached pages, and nothing is"
        " published (with plain CGI this is normal)");
}

static void doctor_service_cache(struct doctor *d) {
  struct cache_record row;
  if (!d->site)
    return;
  enum err e = cache_epoch_attach(d->site, d->arena, &row);
  if (e)
    doctor_say(d, DOCTOR_WARNING, "page cache",
        "run \"pamphlet cache flush\" as the user of pamphlet.fcgi", "%s", err_text(e));
  else if (d->site->pagecache)
    doctor_say(
        d, DOCTOR_OK, "page cache", "", "it is in %s", d->site->pagecache_folder);
  else if (strcmp(d->settings.cache_folder, "off") == 0)
    doctor_say(d, DOCTOR_OK, "page cache", "", "it is turned off in site.ini");
  /* Without a service it is normal that there is none, and doctor_service_program has
   * said so. */
  else if (service_runs(d->dir))
    doctor_say(d, DOCTOR_WARNING, "page cache",
        "see the reason in the log of pamphlet.fcgi (event=pagecache.off)",
        "there is none: pages are rendered for each request");
}

/* Renders the current home page. False if that is not possible. */
static bool doctor_service_render_home(struct doctor *d, struct buf *out) {
  const struct page_request home = {.raw_path = "/", .path = "/", .now = clock_now()};
  struct page page;
  /* The page must be of one snapshot. Without the templates it cannot be rendered. */
  if (!d->has_theme || db_read_begin(d->site->db))
    return false;
  bool done = page_find(d->site, d->arena, &home, &page) == OK &&
              page_render(d->site, d->arena, &page, out) == OK;
  db_read_end(d->site->db);
  return done;
}

static bool doctor_service_is_equal(const struct buf *a, const struct buf *b) {
  return a->len == b->len && memcmp(buf_text(a), buf_text(b), a->len) == 0;
}

/* Reports on the response to the request for the home page. True if it is a page of
 * this site. */
static bool doctor_service_home(struct doctor *d, const struct fetched *got) {
  struct buf home = {0};
  const char *url = d->settings.base_url;
  /* The home page names its own address in its canonical link, also with older
   * templates or settings; a page of another site has hardly the same. */
  const char *mark = doctor_say_text(d, "href=\"%s/\"", url);
  /* Equal bytes prove that the answer comes from this site, with its current templates
   * and settings. */
  bool rendered = doctor_service_render_home(d, &home),
       same = rendered && doctor_service_is_equal(&home, &got->body);
  bool ours = same || (got->body.len && strstr(buf_text(&got->body), mark));
  buf_free(&home);
  if (same)
    doctor_say(
        d, DOCTOR_OK, "web server", "", "%s serves the home page of this site", url);
  else if (ours && rendered)
    doctor_say(d, DOCTOR_WARNING, "web server",
        doctor_say_text(d, "pamphlet -C %s reload", d->dir),
        "%s serves a home page rendered with other settings or templates than the"
        " current ones",
        url);
  else if (ours)
    doctor_say(d, DOCTOR_OK, "web server", "", "%s answers", url);
  else
    doctor_say(d, DOCTOR_ERROR, "web server",
        doctor_say_text(d,
            "let the web server pass %s to %s/run/pamphlet.sock (%s), or set"
            " base_url to the address of this blog",
            url, d->dir, doctor_service_guide),
        "another site is running at %s", url);
  return ours;
}

static void doctor_service_status(struct doctor *d, const struct fetched *got) {
  const char *url = d->settings.base_url;
  struct stat st;
  const char *sock = doctor_say_text(d, "%s/run/pamphlet.sock", d->dir);
  /* Redirects are not followed, so that this one is seen: the origin of a form sent
   * from its target is not base_url. */
  if (*got->location)
    doctor_say(d, DOCTOR_ERROR, "base_url",
        doctor_say_text(d,
            "pamphlet config set base_url to the target of the redirect, and reload"),
        "%s redirects to %s: comments from there would be rejected", url,
        got->location);
  /* These are the answers of a proxy that gets none from its program. */
  else if (got->status >= 502 && got->status <= 504)
    doctor_say(d, DOCTOR_ERROR, "web server",
        lstat(sock, &st) == 0
            ? doctor_say_text(d,
                  "add the user of the web server to group %u, which owns %s, and let it"
                  " enter all folders above that; %s",
                  (unsigned)st.st_gid, sock, doctor_service_guide)
            : "start pamphlet.fcgi (systemctl start pamphlet)",
        "%s returns status %ld: the web server cannot connect to pamphlet.fcgi", url,
        got->status);
  else
    doctor_say(d, DOCTOR_ERROR, "web server", doctor_service_guide,
        "%s returns status %ld instead of the home page", url, got->status);
}

/* The program refuses a query in which a name is repeated (http/form.h). A web server
 * that reads the page cache itself does not pass the request on, so it succeeds. A
 * query that is too long would not tell: web servers refuse those before either. */
static void doctor_service_cache_reader(struct doctor *d) {
  char why[FETCH_WHY];
  struct fetched got;
  const char *url = doctor_say_text(d, "%s/?doctor=1&doctor=2", d->settings.base_url);
  if (!d->site || !d->site->pagecache || fetch_page(url, &got, why))
    return;
  if (got.status == 200)
    doctor_say(d, DOCTOR_OK, "page cache", "", "the web server reads pages from it");
  else
    doctor_say(d, DOCTOR_OK, "page cache", "",
        "pamphlet.fcgi sends the pages; nginx could read them directly (%s)",
        doctor_service_guide);
  buf_free(&got.body);
}

/* The name of a file in media/, any; NULL if there is none. */
static const char *doctor_service_some_file(struct doctor *d) {
  const char *found = NULL;
  DIR *folder = opendir(doctor_say_text(d, "%s/media", d->dir));
  for (struct dirent *f; folder && !found && (f = readdir(folder)) != NULL;)
    /* On a file system that does not tell the type (DT_UNKNOWN), nothing is found, and
     * the test is left out. */
    if (f->d_type == DT_REG && f->d_name[0] != '.')
      found = arena_strdup(d->arena, f->d_name);
  if (folder)
    closedir(folder);
  return found;
}

static void doctor_service_media(struct doctor *d) {
  char why[FETCH_WHY];
  struct fetched got;
  const char *name = doctor_service_some_file(d);
  const char *path = name ? percent_encode(d->arena, name) : NULL;
  if (!path || fetch_page(doctor_say_text(d, "%s/media/%s", d->settings.base_url, path),
                   &got, why))
    return;
  if (got.status == 200)
    doctor_say(d, DOCTOR_OK, "media", "", "the web server serves the files in media/");
  else
    doctor_say(d, DOCTOR_ERROR, "media",
        doctor_say_text(d,
            "let the web server serve %s/media as /media/, and let its user read"
            " that folder (%s)",
            d->dir, doctor_service_guide),
        "/media/%s returns status %ld", name, got.status);
  buf_free(&got.body);
}

void doctor_service(struct doctor *d) {
  char why[FETCH_WHY];
  struct fetched got;
  doctor_service_program(d);
  doctor_service_cache(d);
  if (!d->has_settings)
    return;
  if (fetch_page(doctor_say_text(d, "%s/", d->settings.base_url), &got, why)) {
    doctor_say(d, DOCTOR_ERROR, "base_url",
        "start the web server; check that the name resolves to this machine and that its"
        " certificate is valid",
        "%s does not respond: %s", d->settings.base_url, why);
    return;
  }
  if (got.status != 200) {
    doctor_service_status(d, &got);
  } else if (doctor_service_home(d, &got)) {
    /* Only for this site: the answers of another one would tell nothing. */
    doctor_service_cache_reader(d);
    doctor_service_media(d);
  }
  buf_free(&got.body);
}
