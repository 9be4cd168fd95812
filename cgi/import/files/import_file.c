/* Decides which article a file is, and whether there is anything to save. An article
 * keeps two things of its file: a key, the path relative to the site directory, and a
 * hash of two halves (import_source.h). The first half covers the text and its
 * comments, and finds the article of a renamed file. The second one covers everything
 * that shows, such as the targets of links and the pictures, and tells whether an
 * article changed although its own file did not.
 *
 * Importing a folder again is therefore cheap: a file without links is recognised by
 * its text alone and never rendered. */
#include "import/files/import_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/file.h"
#include "base/limits.h"
#include "import/common/import_batch.h"
#include "import/common/import_charset.h"
#include "import/common/import_correction.h"
#include "import/common/import_report.h"
#include "import/common/import_rich.h"
#include "import/common/import_source.h"
#include "import/common/import_work.h"
#include "import/files/import_article.h"
#include "import/files/import_bundle.h"
#include "import/files/import_comments.h"
#include "import/files/import_fit.h"
#include "import/files/import_live.h"
#include "import/files/import_media.h"
#include "import/files/import_name.h"
#include "import/files/import_own.h"
#include "import/files/import_staticman.h"
#include "import/files/import_translation.h"
#include "import/hosted/import_hosted.h"
#include "markup/markdown/markdown.h"
#include "site/publish/article_closing.h"
#include "site/publish/article_finish.h"

/* What was read: the file, and the comments next to it. */
struct source {
  char *text;
  size_t size;
  const char *comments, *comments_name; /* "" if there are none */
  uint8_t hash[CRYPT_HASH];
};

/* Reads a whole file, or standard input, into the arena. */
static enum err import_file_read_text(struct import_work *w, const char *path,
    char **text, size_t *size, char why[FILE_WHY]) {
  struct buf all = {0};
  /* Standard input is a file that can be read again: a page that waits for its parent
   * is tried more than once. */
  if (!path && lseek(w->run->input, 0, SEEK_SET) != 0)
    return ERR_IO;
  /* A symbolic link could lead to a file outside the folder. The list of files has
   * none, but NAME.comments.json is not on that list: as a link to /etc/passwd it would
   * be read only here. */
  enum err e = path ? file_read(path, FILE_NO_FOLLOW, LIMIT_IMPORT_FILE, &all, why)
                    : file_read_open(w->run->input, LIMIT_IMPORT_FILE, &all, why);
  char *copy = e ? NULL : arena_strndup(w->arena, buf_text(&all), all.len);
  if (!e && !copy) {
    snprintf(why, FILE_WHY, "%s", err_text(ERR_NOMEM));
    e = ERR_NOMEM;
  }
  if (!e) {
    *text = copy;
    *size = all.len;
  }
  buf_free(&all);
  return e;
}

/* Converts from the encoding given with --charset. */
static enum err import_file_decode(
    const struct import_work *w, char **text, size_t *size, char why[FILE_WHY]) {
  const char *charset = w->run->options->charset;
  enum err e = charset ? import_charset_read(w->arena, charset, text, size) : OK;
  /* On this error, `size` has become the offset of the byte. */
  if (e == ERR_SYNTAX)
    snprintf(why, FILE_WHY, "is not in %.40s: the byte at offset %zu cannot be read",
        charset, *size);
  else if (e)
    snprintf(why, FILE_WHY, "%s", err_text(e));
  return e;
}

/* Reads FILE.md, and FILE.comments.json next to it. A failure is reported. */
static enum err import_file_read_source(struct import_work *w, struct source *s) {
  char why[FILE_WHY], *comments = NULL;
  const char *path = w->file->path;
  size_t size = 0;
  enum err e = import_file_read_text(w, path, &s->text, &s->size, why);
  if (!e)
    e = import_file_decode(w, &s->text, &s->size, why);
  if (e) {
    import_report_failure(w, NULL, 0, why);
    return e;
  }
  s->comments = "";
  if (!path)
    return OK;
  /* Before the hash is computed, which then covers what an export keeps elsewhere. */
  e = import_hosted_convert(w, &s->text, &s->size);
  if (e) {
    import_report_failure(w, NULL, 0, err_text(e));
    return e;
  }
  char *name =
      arena_printf(w->arena, "%.*s.comments.json", import_name_ending(path), path);
  s->comments_name = name ? name : "";
  e = name ? import_file_read_text(w, name, &comments, &size, why) : ERR_NOMEM;
  if (!name)
    snprintf(why, sizeof why, "%s", err_text(e));
  /* Most files have no comments next to them. */
  if (e == ERR_NOT_FOUND)
    return import_staticman_read(w, &s->comments);
  /* The comments are kept as a C string, so that a NUL would hide what follows it. */
  if (!e && memchr(comments, '\0', size)) {
    snprintf(why, sizeof why, "is not JSON: it contains a NUL");
    e = ERR_SYNTAX;
  }
  if (e)
    import_report_failure(w, s->comments_name, 0, why);
  else
    s->comments = comments;
  return e;
}

/* Computes the two halves of a source's hash (import_source.h). Links are part of the
 * HTML, so that a changed permalink changes the articles that link to it. `d` NULL: the
 * file has no such links and need not be rendered to be recognised. */
static enum err import_file_hash_source(
    struct import_work *w, struct source *s, const struct article_input *d) {
  uint8_t half[CRYPT_HASH];
  struct buf b = {0};
  const char *translation;
  enum err e = import_translation_key(w, &translation);
  if (e)
    return e;
  buf_add(&b, s->text, s->size);
  buf_puts(&b, s->comments);
  buf_puts(&b, w->live ? w->live : "");
  /* Not the HTML, which differs between the versions of the renderer: a file that was
   * renamed before an upgrade must still be found. */
  crypt_hash(buf_text(&b), b.len, s->hash);
  e = buf_status(&b);
  buf_clear(&b);
  buf_add(&b, s->hash, sizeof s->hash);
  /* A new version of the renderer makes all files changed. */
  buf_printf(&b, "\n%d\n", MARKDOWN_RENDERER);
  /* Nor do pages change with these settings until their articles are saved again. */
  if (!w->run->site->settings.diagrams)
    buf_puts(&b, "diagrams=no\n");
  if (w->run->site->settings.math)
    buf_puts(&b, "math=yes\n");
  /* Without such links, the HTML follows from the text, and leaving it out is what
   * makes import_file_is_unchanged() possible. */
  if (d && w->has_relatives)
    buf_puts(&b, d->html);
  /* A translation next to the file appears or disappears without a change of it. */
  if (translation)
    buf_printf(&b, "\ntranslation %s", translation);
  /* A picture next to the file is part of the article: if it is replaced, the article
   * is imported again. */
  for (size_t i = 0; i < w->picture_count; i++)
    buf_printf(&b, "\n%s %lld %lld", w->pictures[i].name,
        (long long)w->pictures[i].size, (long long)w->pictures[i].changed);
  crypt_hash(buf_text(&b), b.len, half);
  /* The first half is that of the text and its comments, the second one covers the rest
   * as well. */
  memcpy(s->hash + IMPORT_HASH_HALF, half, IMPORT_HASH_HALF);
  if (!e)
    e = buf_status(&b);
  buf_free(&b);
  return e;
}

/* Standard input has no name: its slug identifies it, or its whole text. */
static char *import_file_key_of(
    const struct import_work *w, const struct source *s, const char *slug) {
  char hex[2 * IMPORT_HASH_HALF + 1];
  if (w->file->path)
    return import_source_key(w->arena, w->run->dir, w->file->path);
  crypt_hex(s->hash, IMPORT_HASH_HALF, hex);
  /* With a slug, a changed text updates its article. Without one, only the same text is
   * recognised: a title is no identity, because two articles may share one. */
  return slug ? arena_printf(w->arena, "stdin:slug:%s", slug)
              : arena_printf(w->arena, "stdin:text:%s", hex);
}

/* Reports a failure of the file; only errors that end the run are returned. */
static enum err import_file_refuse(
    struct import_work *w, enum err e, const struct parse_problem *problem) {
  import_report_failure(w, NULL, problem->line,
      problem->message[0] ? problem->message : import_report_reason(e));
  return import_report_is_fatal(e) ? e : OK;
}

/* Makes the article ready to be saved with its comments, both or neither. */
static enum err import_file_save(struct import_work *w, const struct source *s,
    struct article_input *d, enum import_event event) {
  struct parse_problem problem = {0};
  struct import_ready *r = arena_alloc(w->arena, sizeof *r);
  uint8_t *hash = arena_alloc(w->arena, CRYPT_HASH);
  if (!r || !hash)
    return import_file_refuse(w, ERR_NOMEM, &problem);
  /* The comments are checked before anything is saved, so that an error in them changes
   * nothing. */
  enum err e = *s->comments
                   ? import_comments_read(w->arena, s->comments, &r->comments, &problem)
                   : OK;
  if (e) {
    import_report_failure(w, s->comments_name, problem.line,
        problem.message[0] ? problem.message : err_text(e));
    return OK;
  }
  if (w->live && d->type == ARTICLE_PAGE) {
    import_report_failure(w, NULL, 0,
        "only posts have live updates: remove NAME.live.json or \"type: page\"");
    return OK;
  }
  if (import_live_read(w, &r->live))
    return OK;
  /* The batch outlives `s`, which is on the stack of the caller. */
  memcpy(hash, s->hash, CRYPT_HASH);
  e = import_rich(w, d);
  if (!e)
    e = article_finish(w->arena, d);
  d->corrections_in_file = true;
  if (!e)
    e = import_correction(w, d, false);
  if (e)
    return import_file_refuse(w, e, &problem);
  /* Before the article is saved, so that no page ever shows a picture that is not there
   * yet. The bit is flipped in the second half of the hash: the next run tries again,
   * and the file is still recognised if it is renamed before that. */
  if (!import_media_copy(w, false))
    hash[CRYPT_HASH - 1] ^= 1;
  d->source_hash = hash;
  d->command = "import";
  r->work = w;
  r->draft = *d;
  r->draft.taken_aliases = &r->taken;
  r->event = event;
  import_batch_add(w->run, r);
  return OK;
}

/* A file of an article of this site, whose source is another file or none, and stays
 * so. */
static enum err import_file_match_own(struct import_work *w, struct source *s,
    struct article_input *d, const struct article *old) {
  bool same = false;
  /* Next to what an export would say now, a key that opens comments is a change. */
  d->reopens = d->comments_key == ARTICLE_COMMENTS_OPEN;
  d->comments_key = ARTICLE_COMMENTS_UNKNOWN;
  d->comments_open = article_closing_is_open(d, old);
  enum err e = import_own_compare(w, d, old->id, s->comments, &same);
  if (e)
    return e;
  if (same) {
    /* Only what is missing: the picture in media/ may be newer than the one that was
     * exported. */
    import_media_copy(w, true);
    import_report_notes(w);
    import_report_event(w, IMPORT_UNCHANGED, 0, "");
    return OK;
  }
  d->id = old->id;
  /* A draft without a date must not get the date of its file. */
  if (!d->line.date && !d->line.publish_date) {
    d->published_at = old->published_at;
    d->updated_at = d->line.updated ? d->updated_at : old->updated_at;
  }
  /* The article stays that of its own file. Giving it the key of the export would make
   * a later import of the original file create a second article. */
  d->source_key = old->source_key;
  memcpy(s->hash, old->source_hash, sizeof s->hash);
  /* The comments of an article of this site are never replaced by those of a file. */
  s->comments = "";
  return import_file_save(w, s, d, IMPORT_UPDATED);
}

/* When the text changed, if the file does not say. */
static int64_t import_file_time_of_change(const struct import_file *f,
    const struct article_input *d, const struct article *old) {
  /* A file may have a time in the future, for instance after it was copied from another
   * computer. Nor may the date of change go back, or precede the publication. */
  int64_t t = import_article_time(f), now = clock_now();
  t = t > now ? now : t;
  t = t < old->updated_at ? old->updated_at : t;
  return t < d->published_at ? d->published_at : t;
}

/* Finds the article of the file and saves it if it is new or changed. */
static enum err import_file_match(
    struct import_work *w, struct source *s, struct article_input *d) {
  struct article old = {0};
  bool moved = false;
  enum err e = import_file_hash_source(w, s, d);
  char *key = e ? NULL : import_file_key_of(w, s, d->slug);
  if (!key)
    return ERR_NOMEM;
  /* The article may wait in the batch under the same key, if a file was given twice or
   * two texts have the same slug. It must be in the database before it is searched
   * for. */
  if (import_batch_has(w->run, key))
    e = import_batch_flush(w->run);
  if (!e)
    e = import_source_find(w->run, w->arena, key, s->hash, &old, &moved);
  /* A file that this site exported has another key, but it names the ID and the
   * permalink of its article. The key is tried first, because it also finds a file
   * whose author has changed the permalink. */
  if (e == ERR_NOT_FOUND && (e = import_own_find(w, d, &old)) == OK)
    return import_file_match_own(w, s, d, &old);
  if (e && e != ERR_NOT_FOUND)
    return e;
  bool known = e == OK;
  if (known && !moved && memcmp(old.source_hash, s->hash, sizeof s->hash) == 0) {
    /* Pictures are checked even now: an unchanged article may have lost its files in
     * media/. */
    if (!import_media_copy(w, true))
      import_report_notes(w);
    import_report_event(w, IMPORT_UNCHANGED, 0, "");
    return OK;
  }
  d->id = known ? old.id : 0;
  d->source_key = key;
  /* The file itself is unchanged, only files it links to have changed. What the author
   * has done to the article since then stays: one that was taken back must not become
   * public again because another article got a new permalink. */
  if (known && memcmp(old.source_hash, s->hash, IMPORT_HASH_HALF) == 0) {
    d->status = old.status;
    d->published_at = old.published_at;
    d->updated_at = old.updated_at;
  } else if (known && !d->line.updated) {
    d->updated_at = import_file_time_of_change(w->file, d, &old);
  }
  return import_file_save(w, s, d,
      moved   ? IMPORT_MOVED
      : known ? IMPORT_UPDATED
              : IMPORT_CREATED);
}

/* True for an unchanged file that does not depend on other files. */
static bool import_file_is_unchanged(struct import_work *w, struct source *s) {
  struct article old = {0};
  if (!w->file->path || import_file_hash_source(w, s, NULL))
    /* The text from standard input has a key that depends on its slug, which is not
     * known yet. */
    return false;
  /* A hash without HTML and pictures can only be equal to that of a file that has
   * neither links to other files nor pictures, so that this cannot miss a change
   * elsewhere. */
  char *key = import_source_key(w->arena, w->run->dir, w->file->path);
  return key && article_by_source(w->run->site->db, w->arena, key, &old) == OK &&
         memcmp(old.source_hash, s->hash, sizeof s->hash) == 0;
}

static enum err import_one(struct import_work *w) {
  struct source source = {0};
  struct article_input draft = {0};
  struct parse_problem problem = {0};
  enum err e = import_file_read_source(w, &source);
  if (!e)
    e = import_live_find(w);
  /* The failure has been reported, and the run continues with the other files. */
  if (e)
    return OK;
  if (import_file_is_unchanged(w, &source)) {
    w->run->rendered = 0;
    import_report_event(w, IMPORT_UNCHANGED, 0, "");
    return OK;
  }
  e = import_article_read(w, source.text, source.size, &draft, &problem);
  if (!e)
    /* Before the article is searched for: for standard input, the key contains the
     * repaired slug. */
    e = import_fit(w, &draft);
  if (!e) {
    import_bundle_note(w);
    return import_file_match(w, &source, &draft);
  }
  /* It was import_article_read() that failed, but an empty file is common in the
   * folders of other engines and no failure of the import. */
  if (w->is_left_out) {
    import_report_event(w, IMPORT_WARNING, 0, problem.message);
    return OK;
  }
  /* The parent does not exist yet: the caller tries this file again after the others.
   * */
  if (e == ERR_NOT_FOUND && w->file->parent)
    return e;
  return import_file_refuse(w, e, &problem);
}

enum err import_file(struct import_run *run, struct import_file *f) {
  /* The batch is emptied before the memory for one more file is taken. */
  enum err e = import_batch_room(run);
  struct import_work *w = e ? NULL : import_work_new(run, f);
  if (!e)
    e = w ? import_one(w) : ERR_NOMEM;
  import_work_free(w);
  return e;
}
