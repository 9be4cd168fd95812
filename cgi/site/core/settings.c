#include "site/core/settings.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/crypt.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "markup/names/lang.h"
#include "markup/names/url.h"
#include "site/core/ini.h"
#include "site/core/permalink.h"
#include "view/messages.h"

/* A check returns NULL, or what is wrong as the end of a sentence. */
typedef const char *check(const char *value);

enum kind { TEXT, NUMBER };

struct key {
  const char *section, *name;
  enum kind kind;
  size_t offset;
  const char *value; /* default */
  check *check;
  int64_t least, most; /* NUMBER */
  const char *meaning;
};

enum { MOST_TEXT = 4000 }; /* bytes of a value: a line of site.ini has room for it */

static const char *check_line(const char *v) {
  if (strlen(v) > MOST_TEXT)
    return "is too long: 4000 bytes are the most";
  return utf8_check(v, strlen(v), UTF8_ONE_LINE) ? "must be one line of UTF-8" : NULL;
}

static const char *check_title(const char *v) {
  return utf8_is_blank(v) ? "must not be empty" : check_line(v);
}

static const char *check_base_url(const char *v) {
  const char *rest = strncmp(v, "https://", 8) == 0  ? v + 8
                     : strncmp(v, "http://", 7) == 0 ? v + 7
                                                     : NULL;
  if (!rest || !*rest || *rest == ':')
    return "must begin with http:// or https:// and name a host";
  for (const char *s = rest; *s; s++)
    if (*s <= ' ' || *s > '~')
      return "must be ASCII without spaces and control characters (a host in another "
             "script is written as xn--...)";
  if (strpbrk(rest, "/?#@\\\"<>"))
    return "must be scheme and host only, without a path or a slash at its end";
  return url_is_origin(v)
             ? NULL
             : "must name a host such as example.org, 127.0.0.1 or [::1], and behind it "
               "a port from 1 to 65535 as in :8080, or none";
}

/* Browsers leave the port of the scheme out, so an Origin header never has it. */
static const char *without_usual_port(struct arena *a, const char *url) {
  size_t n = strlen(url);
  const char *usual = strncmp(url, "https:", 6) == 0 ? ":443" : ":80";
  size_t m = strlen(usual);
  return arena_strndup(a, url, strcmp(url + n - m, usual) == 0 ? n - m : n);
}

static const char *check_language(const char *v) {
  return lang_is_valid(v)
             ? NULL
             : "is not the tag of a language: write its code of two or three letters, and "
               "script or country behind a hyphen, as in en, pt-BR or zh-Hans";
}

static const char *check_zone(const char *v) {
  return clock_set_zone(v) ? "is not a time zone such as Europe/Berlin or UTC" : NULL;
}

static const char *check_permalink(const char *v) {
  return permalink_fault(v);
}

static const char *check_moderation(const char *v) {
  return strcmp(v, "all") == 0 || strcmp(v, "none") == 0 ? NULL : "must be all or none";
}

static const char *check_feed_content(const char *v) {
  return strcmp(v, "full") == 0 || strcmp(v, "excerpt") == 0
             ? NULL
             : "must be full or excerpt";
}

static const char *check_cache(const char *v) {
  if (strcmp(v, "auto") == 0 || strcmp(v, "off") == 0)
    return NULL;
  return *v == '/' && v[1] && v[strlen(v) - 1] != '/'
             ? check_line(v)
             : "must be auto, off or a folder from / on, no slash at its end";
}

#define TEXT_AT(member) TEXT, offsetof(struct raw_settings, member)
#define NUMBER_AT(member) NUMBER, offsetof(struct raw_settings, member)

/* What the file says, before it becomes a struct settings. */
struct raw_settings {
  const char *title, *tagline, *base_url, *aliases, *language, *time_zone, *permalink,
      *author, *moderation, *cache_folder, *feed_content;
  int64_t per_page, feed_items, max_depth, close_after_days, flood_seconds, workers,
      deadline_seconds, cache_mb;
};

static const struct key keys[] = {
    {"site", "title", TEXT_AT(title), "A Pamphlet", check_title, 0, 0,
        "The name of the blog, on every page."},
    {"site", "tagline", TEXT_AT(tagline), "", check_line, 0, 0,
        "A few words below the name; may be empty."},
    {"site", "base_url", TEXT_AT(base_url), "http://127.0.0.1:8080", check_base_url, 0,
        0,
        "Where readers reach the blog: scheme and host, no slash at the end.\n"
        "Feeds and canonical links are made from it, and the comment form is taken\n"
        "from pages of this address only. PAMPHLET_BASE_URL in the environment of\n"
        "pamphlet.fcgi replaces it."},
    {"site", "aliases", TEXT_AT(aliases), "", check_line, 0, 0,
        "Other addresses of the same kind the blog answers at, spaces between."},
    {"site", "language", TEXT_AT(language), "en", check_language, 0, 0,
        "Language of articles that name none (BCP 47), and of the interface where it\n"
        "speaks it; English is what it speaks so far."},
    {"site", "time_zone", TEXT_AT(time_zone), "UTC", check_zone, 0, 0,
        "Time zone of dates and archives: a name such as Europe/Berlin."},
    {"site", "permalink", TEXT_AT(permalink), "/:year/:month/:slug/", check_permalink,
        0, 0,
        "Address of a new article: /:year/:month/:slug/, /:slug/ or\n"
        "/:year/:month/:day/:slug/. Fixed when an article is first published: a change\n"
        "here moves nothing that is out already."},
    {"site", "author", TEXT_AT(author), "The author", check_title, 0, 0,
        "Author of articles that name none."},
    {"site", "per_page", NUMBER_AT(per_page), "10", NULL, 1, SETTINGS_PER_PAGE,
        "Articles on one page of a list."},
    {"feeds", "items", NUMBER_AT(feed_items), "10", NULL, 1, SETTINGS_FEED_ITEMS,
        "Articles or comments in a feed, the newest."},
    {"feeds", "content", TEXT_AT(feed_content), "full", check_feed_content, 0, 0,
        "full: articles are whole in feeds. excerpt: their beginning only."},
    {"comments", "moderation", TEXT_AT(moderation), "all", check_moderation, 0, 0,
        "all: every comment waits for your approval. none: it is shown at once."},
    {"comments", "max_depth", NUMBER_AT(max_depth), "5", NULL, 1, LIMIT_THREAD_DEPTH,
        "How deep answers to answers are indented."},
    {"comments", "close_after_days", NUMBER_AT(close_after_days), "0", NULL, 0, 36500,
        "Days after which an article takes no more comments; 0: never."},
    {"comments", "flood_seconds", NUMBER_AT(flood_seconds), "15", NULL, 0, 86400,
        "Seconds between two comments from one network; 0: no limit."},
    {"pages", "store", TEXT_AT(cache_folder), "auto", check_cache, 0, 0,
        "Where finished pages are kept for the web server, in memory: auto finds a\n"
        "place, off keeps none, or a folder on a tmpfs. They can be deleted any time."},
    {"pages", "limit_mb", NUMBER_AT(cache_mb), "1024", NULL, 1, 1 << 20,
        "Megabytes they may take up; all are deleted and made anew then."},
    {"server", "workers", NUMBER_AT(workers), "2", NULL, 1, 256,
        "Processes that answer requests: the number of processors is right."},
    {"server", "deadline_seconds", NUMBER_AT(deadline_seconds), "10", NULL, 1, 600,
        "Seconds after which a request that does not end is given up."},
};

enum { KEYS = sizeof keys / sizeof keys[0] };

struct reader {
  struct arena *arena;
  struct raw_settings raw;
  int lines[KEYS]; /* where each key is set; 0: nowhere */
  char fault[240];
};

static const char *set(struct reader *r, const struct key *k, const char *value) {
  char *at = (char *)&r->raw + k->offset;
  if (k->kind == NUMBER) {
    char *end;
    int64_t n = strtoll(value, &end, 10);
    if (!*value || *end || n < k->least || n > k->most) {
      snprintf(r->fault, sizeof r->fault, "%s must be a whole number from %lld to %lld",
          k->name, (long long)k->least, (long long)k->most);
      return r->fault;
    }
    memcpy(at, &n, sizeof n);
    return NULL;
  }
  const char *fault = k->check(value);
  if (fault) {
    snprintf(r->fault, sizeof r->fault, "%s %s", k->name, fault);
    return r->fault;
  }
  memcpy(at, &value, sizeof value);
  return NULL;
}

static const char *take(
    void *context, int line, const char *section, const char *name, const char *value) {
  struct reader *r = context;
  bool known = false;
  for (size_t i = 0; i < KEYS; i++) {
    if (strcmp(keys[i].section, section) != 0)
      continue;
    known = true;
    if (!name || strcmp(keys[i].name, name) != 0)
      continue;
    if (r->lines[i]) {
      snprintf(r->fault, sizeof r->fault,
          "%s is set twice, in line %d too: keep one of the two", name, r->lines[i]);
      return r->fault;
    }
    r->lines[i] = line;
    return set(r, &keys[i], value);
  }
  if (!name && known)
    return NULL;
  if (name)
    snprintf(r->fault, sizeof r->fault, "unknown key \"%.60s\" in section [%.60s]",
        name, section);
  else
    snprintf(r->fault, sizeof r->fault, "unknown section [%.60s]", section);
  return r->fault;
}

static int line_of(const struct reader *r, const char *name) {
  for (size_t i = 0; i < KEYS; i++)
    if (strcmp(keys[i].name, name) == 0)
      return r->lines[i];
  return 0;
}

/* A blog has to say what it is called and where it is: their defaults are for init. */
static const char *missing(struct reader *r, bool has_base_url) {
  const char *name = !line_of(r, "title")                       ? "title"
                     : !has_base_url && !line_of(r, "base_url") ? "base_url"
                                                                : NULL;
  if (!name)
    return NULL;
  snprintf(r->fault, sizeof r->fault,
      "%s is missing: write a line \"%s = ...\" below [site]", name, name);
  return r->fault;
}

/* Takes the aliases apart and checks each. */
static enum err read_origins(struct reader *r, struct settings *c) {
  size_t n = 0;
  c->origins[n++] = c->base_url;
  char *save = NULL, *list = arena_strdup(r->arena, r->raw.aliases);
  if (!list)
    return ERR_NOMEM;
  for (char *one = strtok_r(list, " \t", &save); one;
       one = strtok_r(NULL, " \t", &save)) {
    const char *fault = check_base_url(one);
    if (n > SETTINGS_ALIASES)
      fault = "are too many";
    if (fault) {
      snprintf(r->fault, sizeof r->fault, "aliases: \"%.60s\" %s", one, fault);
      return ERR_CONFIG;
    }
    if (!(c->origins[n++] = without_usual_port(r->arena, one)))
      return ERR_NOMEM;
  }
  c->origins[n] = NULL;
  return OK;
}

static uint64_t hash_text(struct buf *text) {
  uint8_t full[CRYPT_HASH];
  uint64_t h;
  crypt_hash(buf_text(text), text->len, full);
  memcpy(&h, full, sizeof h);
  buf_free(text);
  return h;
}

static uint64_t hash(const struct raw_settings *s) {
  struct buf b = {0};
  buf_printf(&b, "%s\n%s\n%s\n%s\n%s\n%lld\n%lld\n%lld\n%s", s->title, s->tagline,
      s->base_url, s->language, s->time_zone, (long long)s->per_page,
      (long long)s->max_depth, (long long)s->feed_items, s->feed_content);
  return hash_text(&b);
}

static uint64_t list_key(const struct raw_settings *s) {
  struct buf b = {0};
  buf_printf(&b, "%s\n%lld\n%lld", s->time_zone, (long long)s->per_page,
      (long long)s->feed_items);
  return hash_text(&b);
}

enum err settings_read(struct arena *a, const char *dir, struct settings *out,
    char *why, size_t why_size) {
  char *file = arena_printf(a, "%s/site.ini", dir);
  why[0] = '\0';
  return file ? settings_read_file(a, file, out, why, why_size) : ERR_NOMEM;
}

bool settings_entry(size_t i, struct settings_entry *out) {
  if (i >= KEYS)
    return false;
  *out = (struct settings_entry){
      keys[i].section, keys[i].name, keys[i].value, keys[i].meaning};
  return true;
}

enum err settings_read_file(struct arena *a, const char *file, struct settings *out,
    char *why, size_t why_size) {
  struct reader r = {.arena = a};
  const char *override = getenv("PAMPHLET_BASE_URL");
  why[0] = '\0';
  for (size_t i = 0; i < KEYS; i++)
    if (set(&r, &keys[i], keys[i].value))
      return ERR_INTERNAL;
  enum err e = ini_read(a, file, take, &r, why, why_size);
  if (e)
    return e;
  if (missing(&r, override != NULL)) {
    snprintf(why, why_size, "%s: %s", file, r.fault);
    return ERR_CONFIG;
  }
  if (override && check_base_url(override)) {
    snprintf(why, why_size, "PAMPHLET_BASE_URL %s", check_base_url(override));
    return ERR_CONFIG;
  }
  if (override)
    r.raw.base_url = override;
  if (!(r.raw.base_url = without_usual_port(a, r.raw.base_url)))
    return ERR_NOMEM;
  const struct raw_settings *s = &r.raw;
  struct settings c = {
      .title = s->title,
      .tagline = s->tagline,
      .base_url = s->base_url,
      .language = s->language,
      .time_zone = s->time_zone,
      .permalink = s->permalink,
      .author = s->author,
      .per_page = s->per_page,
      .feed_items = s->feed_items,
      .feed_whole = strcmp(s->feed_content, "full") == 0,
      .hold_all = strcmp(s->moderation, "all") == 0,
      .max_depth = s->max_depth,
      .close_after_days = s->close_after_days,
      .flood_seconds = s->flood_seconds,
      .workers = s->workers,
      .deadline_seconds = s->deadline_seconds,
      .cache_folder = s->cache_folder,
      .cache_mb = s->cache_mb,
      .hash = hash(s),
      .list_key = list_key(s),
  };
  e = read_origins(&r, &c);
  if (e)
    snprintf(why, why_size, "%s:%d: %s", file, line_of(&r, "aliases"), r.fault);
  if (!e && clock_set_zone(c.time_zone))
    e = ERR_CONFIG;
  if (!e)
    *out = c;
  return e;
}

static const char *chosen(const struct settings_initial *choice, const struct key *k) {
  const struct {
    const char *name, *value;
  } all[] = {{"title", choice->title}, {"tagline", choice->tagline},
      {"base_url", choice->base_url}, {"language", choice->language}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (all[i].value && strcmp(all[i].name, k->name) == 0)
      return all[i].value;
  return k->value;
}

enum err settings_write(const char *dir, const struct settings_initial *choice,
    char *why, size_t why_size) {
  struct buf text = {0};
  const char *section = "";
  char file[4096];
  snprintf(file, sizeof file, "%s/site.ini", dir);
  buf_puts(&text, "# Settings of this blog. After a change, in this directory:\n"
                  "# kill -HUP $(cat run/pamphlet.pid)\n");
  for (size_t i = 0; i < KEYS; i++) {
    const struct key *k = &keys[i];
    const char *value = chosen(choice, k);
    if (k->check && k->check(value)) {
      snprintf(why, why_size, "%s %s", k->name, k->check(value));
      buf_free(&text);
      return ERR_CONFIG;
    }
    if (strcmp(section, k->section) != 0)
      buf_printf(&text, "\n[%s]\n", section = k->section);
    else
      buf_putc(&text, '\n');
    for (const char *line = k->meaning; line; line = strchr(line, '\n')) {
      line += *line == '\n';
      buf_printf(&text, "# %.*s\n", (int)strcspn(line, "\n"), line);
    }
    buf_printf(&text, "%s = %s\n", k->name, value);
  }
  enum err e = buf_status(&text);
  FILE *f = e ? NULL : fopen(file, "wx");
  if (!e && !f)
    e = access(file, F_OK) == 0 ? ERR_EXISTS : ERR_IO;
  if (f && fwrite(text.data, 1, text.len, f) != text.len)
    e = ERR_IO;
  if (f && fclose(f) != 0)
    e = ERR_IO;
  if (e)
    snprintf(why, why_size, "%s: %s", file, err_text(e));
  buf_free(&text);
  return e;
}
