#include "site/core/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/crypt.h"
#include "site/core/base_url.h"
#include "site/core/ini.h"
#include "site/core/settings_check.h"

/* What settings_visit collects. `fault` is here and not static, because its text
 * contains the name or the value. */
struct settings_reader {
  struct arena *arena;
  struct settings_values values;
  int lines[SETTINGS_ROWS]; /* where each setting is; 0: nowhere */
  const struct settings_alias *former;
  char fault[240];
};

/* An ini_visit. Unknown names are errors and not ignored: a misspelt setting would
 * otherwise silently keep its default. */
static const char *settings_visit(
    void *context, int line, const char *section, const char *name, const char *value) {
  struct settings_reader *r = context;
  if (!name && settings_table_has_section(section))
    return NULL;
  const struct settings_alias *alias =
      name ? settings_table_alias(section, name) : NULL;
  const struct settings_row *row =
      alias  ? settings_table_find(alias->section, alias->name)
      : name ? settings_table_find(section, name)
             : NULL;
  if (!row) {
    if (name)
      snprintf(r->fault, sizeof r->fault,
          "unknown setting \"%.60s\" in section [%.60s]", name, section);
    else
      snprintf(r->fault, sizeof r->fault, "unknown section [%.60s]", section);
    return r->fault;
  }
  /* The former name works, and commands print a notice about it. */
  if (alias)
    r->former = alias;
  /* By row rather than by name, so that a setting and its former name count as the
   * same. */
  int *seen = &r->lines[row - settings_table_row(0)];
  if (*seen) {
    snprintf(r->fault, sizeof r->fault,
        "%s is set twice, also in line %d: remove one of the two", name, *seen);
    return r->fault;
  }
  *seen = line;
  return settings_table_set(&r->values, row, value, r->fault, sizeof r->fault)
             ? NULL
             : r->fault;
}

/* 0 if the file does not mention it. */
static int settings_line_of(const struct settings_reader *r, const char *name) {
  return r->lines[settings_table_find("site", name) - settings_table_row(0)];
}

/* Their defaults are for "pamphlet init" only: a blog that went by the name "A
 * Pamphlet" or linked to 127.0.0.1 would be a mistake nobody notices. */
static bool settings_is_complete(struct settings_reader *r, bool has_base_url) {
  const char *name = !settings_line_of(r, "title")                       ? "title"
                     : !has_base_url && !settings_line_of(r, "base_url") ? "base_url"
                                                                         : NULL;
  if (name)
    snprintf(r->fault, sizeof r->fault,
        "%s is missing: add a line \"%s = ...\" below [site]", name, name);
  return !name;
}

/* Browsers omit the default port of the scheme, so an Origin header never has it. */
static const char *settings_strip_port(struct arena *a, const char *url) {
  size_t n = strlen(url);
  const char *usual = strncmp(url, "https:", 6) == 0 ? ":443" : ":80";
  size_t m = strlen(usual);
  return arena_strndup(a, url, strcmp(url + n - m, usual) == 0 ? n - m : n);
}

/* Splits the list of aliases and checks each address. */
static enum err settings_read_origins(struct settings_reader *r, struct settings *c) {
  size_t n = 0;
  /* The first origin, with which an Origin header is usually equal. */
  c->origins[n++] = c->base_url;
  char *save = NULL, *list = arena_strdup(r->arena, r->values.aliases);
  if (!list)
    return ERR_NOMEM;
  for (char *one = strtok_r(list, " \t", &save); one;
       one = strtok_r(NULL, " \t", &save)) {
    const char *fault = settings_check_url(one);
    /* `n` counts base_url as well, and the array has one more place for the NULL. */
    if (n > SETTINGS_ALIASES)
      fault = "are too many";
    if (fault) {
      snprintf(r->fault, sizeof r->fault, "aliases: \"%.60s\" %s", one, fault);
      return ERR_CONFIG;
    }
    if (!(c->origins[n++] = settings_strip_port(r->arena, one)))
      return ERR_NOMEM;
  }
  c->origins[n] = NULL;
  return OK;
}

/* Computed from the table, so that a new setting cannot be left out of a key: pages
 * from before a change would then be served after it. */
static enum err settings_key(
    const struct settings_values *values, enum settings_effect least, uint64_t *out) {
  struct buf text = {0};
  uint8_t full[CRYPT_HASH];
  /* LISTED implies SHOWN, so the render key covers both. */
  settings_table_print(&text, values, least);
  crypt_hash(buf_text(&text), text.len, full);
  enum err e = buf_status(&text);
  if (!e)
    /* Eight bytes of the hash are enough: it has to notice a change, not to resist an
     * attack. */
    memcpy(out, full, sizeof *out);
  buf_free(&text);
  return e;
}

bool settings_entry(size_t i, struct settings_entry *out) {
  const struct settings_row *row = settings_table_row(i);
  if (!row)
    return false;
  *out = (struct settings_entry){row->section, row->name, row->value, row->meaning};
  return true;
}

/* Only the words that settings_table.c allows arrive here. */
static enum moderation settings_moderation(const char *v) {
  return strcmp(v, "none") == 0         ? MODERATION_NONE
         : strcmp(v, "rules") == 0      ? MODERATION_RULES
         : strcmp(v, "first-time") == 0 ? MODERATION_FIRST_TIME
                                        : MODERATION_ALL;
}

static struct settings_mail settings_mail_of(const struct settings_values *v) {
  return (struct settings_mail){
      .from = *v->mail_from ? v->mail_from : v->mail_notify,
      .notify = v->mail_notify,
      .reply_to = v->mail_reply_to,
      .bounce = v->mail_bounce,
      .sendmail = v->mail_sendmail,
      .notices = strcmp(v->mail_notices, "none") == 0    ? NOTICES_NONE
                 : strcmp(v->mail_notices, "daily") == 0 ? NOTICES_DAILY
                                                         : NOTICES_IMMEDIATELY,
      .notify_spam = strcmp(v->mail_notify_spam, "yes") == 0,
      .follow =
          (*v->mail_from || *v->mail_notify) && strcmp(v->mail_follow, "yes") == 0,
      .notice_limit = v->mail_notice_limit,
      .digest_hour = v->mail_digest_hour,
      .address_limit = v->mail_address_limit,
      .total_limit = v->mail_total_limit,
  };
}

/* Words become flags here, so that the rest of the program does not compare them. */
static struct settings settings_of(const struct settings_values *v) {
  return (struct settings){
      .title = v->title,
      .tagline = v->tagline,
      .base_url = v->base_url,
      .language = v->language,
      .time_zone = v->time_zone,
      .permalink = v->permalink,
      .author = v->author,
      .math = strcmp(v->math, "yes") == 0,
      .diagrams = strcmp(v->diagrams, "yes") == 0,
      .per_page = v->per_page,
      .feed_items = v->feed_items,
      .feed_whole = strcmp(v->feed_content, "full") == 0,
      .moderation = settings_moderation(v->moderation),
      .block_words = v->block_words,
      .block_urls = v->block_urls,
      .block_networks = v->block_networks,
      .trusted_proxies = v->trusted_proxies,
      .metrics_address = v->metrics_address,
      .backup_recipient = v->backup_recipient,
      .database = v->database,
      .backup_days = v->backup_days,
      .max_links = v->max_links,
      .spam_score = v->spam_score,
      .hold_score = v->hold_score,
      .form_seconds = v->form_seconds,
      .network_limit = v->network_limit,
      .article_limit = v->article_limit,
      .site_limit = v->site_limit,
      .pending_limit = v->pending_limit,
      .page_size = v->page_size,
      .newest_first = strcmp(v->comment_order, "newest") == 0,
      .shares_comments = strcmp(v->comment_translations, "shared") == 0,
      .max_depth = v->max_depth,
      .fold_replies = v->fold_replies,
      .avatars = strcmp(v->avatars, "yes") == 0,
      .thanks = strcmp(v->thanks, "yes") == 0,
      .close_after_days = v->close_after_days,
      .edit_minutes = v->edit_minutes,
      .flood_seconds = v->flood_seconds,
      .revisions = v->revisions,
      .trash_days = v->trash_days,
      .spam_days = v->spam_days,
      .workers = v->workers,
      .deadline_seconds = v->deadline_seconds,
      .sandbox = strcmp(v->sandbox, "yes") == 0,
      .cache_folder = v->cache_folder,
      .cache_mb = v->cache_mb,
      .mail = settings_mail_of(v),
      .theme = {v->theme_name, v->theme_logo, v->theme_accent, v->theme_accent_dark,
          v->theme_background, v->theme_background_dark, v->theme_fonts},
      .picture_formats = v->picture_formats,
      .cards = strcmp(v->picture_cards, "yes") == 0,
      .websub = v->websub,
      .webmention = {strcmp(v->webmention_receive, "yes") == 0,
          strcmp(v->webmention_send, "yes") == 0, v->webmention_networks},
  };
}

/* Applies the address in force, and writes base_url as an Origin header has it. */
static enum err settings_override(struct settings_reader *r, const char *override) {
  const char *fault = override ? settings_check_url(override) : NULL;
  if (fault) {
    snprintf(r->fault, sizeof r->fault, "PAMPHLET_BASE_URL %s", fault);
    return ERR_CONFIG;
  }
  if (override)
    r->values.base_url = override;
  r->values.base_url = settings_strip_port(r->arena, r->values.base_url);
  return r->values.base_url ? OK : ERR_NOMEM;
}

static enum err settings_read_with(struct arena *a, const char *file,
    const char *override, struct settings *out, char *why, size_t why_size) {
  struct settings_reader r = {.arena = a};
  const struct settings_row *row;
  why[0] = '\0';
  /* Defaults first: a setting that the file does not mention keeps its default. */
  for (size_t i = 0; (row = settings_table_row(i)) != NULL; i++)
    if (!settings_table_set(&r.values, row, row->value, r.fault, sizeof r.fault))
      /* Only a default that fails its own check leads here. */
      return ERR_INTERNAL;
  enum err e = ini_read(a, file, settings_visit, &r, why, why_size);
  if (e)
    return e;
  if (!settings_is_complete(&r, override != NULL)) {
    snprintf(why, why_size, "%s: %s", file, r.fault);
    return ERR_CONFIG;
  }
  /* Must precede settings_of and settings_key, which read base_url. */
  e = settings_override(&r, override);
  if (e) {
    snprintf(why, why_size, "%s", e == ERR_CONFIG ? r.fault : err_text(e));
    return e;
  }
  struct settings c = settings_of(&r.values);
  c.former = r.former;
  e = settings_key(&r.values, SETTINGS_SHOWN, &c.render_key);
  if (!e)
    e = settings_key(&r.values, SETTINGS_LISTED, &c.list_key);
  if (!e)
    e = settings_read_origins(&r, &c);
  if (e == ERR_CONFIG)
    snprintf(
        why, why_size, "%s:%d: %s", file, settings_line_of(&r, "aliases"), r.fault);
  else if (e)
    snprintf(why, why_size, "%s", err_text(e));
  /* The checks above have set the zone to each value they tried: this one is last. */
  if (!e && clock_set_zone(c.time_zone))
    e = ERR_CONFIG;
  if (!e)
    *out = c;
  return e;
}

enum err settings_read(struct arena *a, const char *dir, struct settings *out,
    char *why, size_t why_size) {
  const char *override = NULL;
  char *file = arena_printf(a, "%s/site.ini", dir);
  why[0] = '\0';
  if (file && base_url_override(a, dir, &override) == OK)
    return settings_read_with(a, file, override, out, why, why_size);
  snprintf(why, why_size, "%s", err_text(ERR_NOMEM));
  return ERR_NOMEM;
}

enum err settings_read_file(struct arena *a, const char *file, struct settings *out,
    char *why, size_t why_size) {
  return settings_read_with(a, file, getenv("PAMPHLET_BASE_URL"), out, why, why_size);
}
