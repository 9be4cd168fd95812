/* The program, the page cache, and what readers get. */
#include "ops/doctor_internal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/percent.h"
#include "ops/fetch.h"
#include "ops/service.h"
#include "site/cache/cache_epoch.h"
#include "site/pages/page.h"

static const char see_servers[] = "see docs/web-servers.md";

static void look_at_program(struct doctor *d) {
  pid_t pid = service_pid(d->dir);
  enum service_socket at = service_socket(d->dir);
  if (at == SERVICE_SILENT)
    doctor_say(d, DOCTOR_ERROR, "service",
        "start pamphlet.fcgi (systemctl start pamphlet)",
        "nobody listens on run/pamphlet.sock");
  else if (at == SERVICE_REFUSED)
    doctor_say(d, DOCTOR_OK, "service", "",
        "run/pamphlet.sock is not open to this user, which is as it should be for one"
        " who is not the web server");
  else if (pid || at == SERVICE_ANSWERS)
    doctor_say(d, DOCTOR_OK, "service", "", "pamphlet.fcgi runs%s",
        at == SERVICE_ANSWERS ? " and listens on run/pamphlet.sock" : "");
  else
    doctor_say(d, DOCTOR_WARNING, "service",
        "start pamphlet.fcgi (systemctl start pamphlet)",
        "pamphlet.fcgi does not run: only stored pages are read, and nothing is"
        " published or answered (plain CGI needs no service)");
}

static void look_at_store(struct doctor *d) {
  struct cache_record row;
  if (!d->site)
    return;
  enum err e = cache_epoch_attach(d->site, d->arena, &row);
  if (e)
    doctor_say(d, DOCTOR_WARNING, "page cache",
        "pamphlet cache flush, as the user of pamphlet.fcgi", "%s", err_text(e));
  else if (d->site->pagecache)
    doctor_say(
        d, DOCTOR_OK, "page cache", "", "it is in %s", d->site->pagecache_folder);
  else if (strcmp(d->settings.cache_folder, "off") == 0)
    doctor_say(d, DOCTOR_OK, "page cache", "", "it is switched off in site.ini");
  else if (service_runs(d->dir))
    doctor_say(d, DOCTOR_WARNING, "page cache",
        "the log of pamphlet.fcgi says why, at pagecache.off",
        "there is none: every page is rendered anew");
}

/* The home page as it is now. */
static bool render_home(struct doctor *d, struct buf *out) {
  const struct page_request home = {.raw_path = "/", .path = "/", .now = clock_now()};
  struct page page;
  if (!d->has_looks || db_read_begin(d->site->db))
    return false;
  bool done = page_find(d->site, d->arena, &home, &page) == OK &&
              page_render(d->site, d->arena, &page, out) == OK;
  db_read_end(d->site->db);
  return done;
}

static bool is_equal(const struct buf *a, const struct buf *b) {
  return a->len == b->len && memcmp(buf_text(a), buf_text(b), a->len) == 0;
}

/* What the page that came is. True when it is this site's. */
static bool look_at_home(struct doctor *d, const struct fetched *got) {
  struct buf home = {0};
  const char *url = d->settings.base_url;
  const char *mark = doctor_text(d, "href=\"%s/\"", url);
  bool rendered = render_home(d, &home), same = rendered && is_equal(&home, &got->body);
  bool ours = same || (got->body.len && strstr(buf_text(&got->body), mark));
  buf_free(&home);
  if (same)
    doctor_say(
        d, DOCTOR_OK, "web server", "", "%s answers with this site's home page", url);
  else if (ours && rendered)
    doctor_say(d, DOCTOR_WARNING, "web server",
        doctor_text(d, "kill -HUP $(cat %s/run/pamphlet.pid)", d->dir),
        "%s answers with a home page of other settings or templates than are here now",
        url);
  else if (ours)
    doctor_say(d, DOCTOR_OK, "web server", "", "%s answers", url);
  else
    doctor_say(d, DOCTOR_ERROR, "web server",
        doctor_text(d,
            "let the web server pass %s to %s/run/pamphlet.sock (%s), or set"
            " base_url to where this blog is",
            url, d->dir, see_servers),
        "something else than this site answers at %s", url);
  return ours;
}

static void say_status(struct doctor *d, const struct fetched *got) {
  const char *url = d->settings.base_url;
  struct stat st;
  const char *sock = doctor_text(d, "%s/run/pamphlet.sock", d->dir);
  if (*got->location)
    doctor_say(d, DOCTOR_ERROR, "base_url",
        doctor_text(
            d, "pamphlet config set base_url with what it leads to, and reload"),
        "%s leads to %s: readers' comments would be refused", url, got->location);
  else if (got->status >= 502 && got->status <= 504)
    doctor_say(d, DOCTOR_ERROR, "web server",
        lstat(sock, &st) == 0
            ? doctor_text(d,
                  "the user of the web server has to be in the group %u of %s, and may"
                  " pass all folders above it; %s",
                  (unsigned)st.st_gid, sock, see_servers)
            : "start pamphlet.fcgi (systemctl start pamphlet)",
        "%s answers %ld: the web server does not reach the program", url, got->status);
  else
    doctor_say(d, DOCTOR_ERROR, "web server", see_servers,
        "%s answers %ld where the home page should be", url, got->status);
}

/* The program takes 2 KiB of query; a web server that reads the store by itself looks
 * at none. */
static void look_at_files_served(struct doctor *d) {
  char query[2100], why[FETCH_WHY];
  struct fetched got;
  memset(query, '0', sizeof query - 1);
  query[sizeof query - 1] = '\0';
  const char *url = doctor_text(d, "%s/?doctor=%s", d->settings.base_url, query);
  if (!d->site || !d->site->pagecache || fetch_page(url, &got, why))
    return;
  if (got.status == 200)
    doctor_say(d, DOCTOR_OK, "page cache", "", "the web server reads pages from it");
  else
    doctor_say(d, DOCTOR_OK, "page cache", "",
        "pages from it are answered by the program; nginx can read them by itself (%s)",
        see_servers);
  buf_free(&got.body);
}

/* The name of some file in media/; NULL where there is none. */
static const char *some_file(struct doctor *d) {
  const char *found = NULL;
  DIR *folder = opendir(doctor_text(d, "%s/media", d->dir));
  for (struct dirent *f; folder && !found && (f = readdir(folder)) != NULL;)
    if (f->d_type == DT_REG && f->d_name[0] != '.')
      found = arena_strdup(d->arena, f->d_name);
  if (folder)
    closedir(folder);
  return found;
}

static void look_at_media(struct doctor *d) {
  char why[FETCH_WHY];
  struct fetched got;
  const char *name = some_file(d);
  const char *path = name ? percent_encode(d->arena, name) : NULL;
  if (!path ||
      fetch_page(doctor_text(d, "%s/media/%s", d->settings.base_url, path), &got, why))
    return;
  if (got.status == 200)
    doctor_say(
        d, DOCTOR_OK, "media", "", "the web server hands out the files in media/");
  else
    doctor_say(d, DOCTOR_ERROR, "media",
        doctor_text(d,
            "let the web server hand out %s/media as /media/, and its user"
            " read it (%s)",
            d->dir, see_servers),
        "/media/%s is answered with %ld", name, got.status);
  buf_free(&got.body);
}

void doctor_service(struct doctor *d) {
  char why[FETCH_WHY];
  struct fetched got;
  look_at_program(d);
  look_at_store(d);
  if (!d->has_config)
    return;
  if (fetch_page(doctor_text(d, "%s/", d->settings.base_url), &got, why)) {
    doctor_say(d, DOCTOR_ERROR, "base_url",
        "start the web server; see that the name leads to this machine, and that its"
        " certificate is good",
        "%s does not answer: %s", d->settings.base_url, why);
    return;
  }
  if (got.status != 200) {
    say_status(d, &got);
  } else if (look_at_home(d, &got)) {
    look_at_files_served(d);
    look_at_media(d);
  }
  buf_free(&got.body);
}
