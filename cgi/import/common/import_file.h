/* Inside import/: one file of an import. */
#ifndef IMPORT_COMMON_IMPORT_FILE_H
#define IMPORT_COMMON_IMPORT_FILE_H

#include <sys/stat.h>

#include "import/import.h"
#include "markup/frontmatter/front_matter.h"
#include "site/publish/publish.h"

struct import_bundle;
struct import_gone;
struct import_ready;
struct wxr_guids;

struct import_file {
  const char *root;          /* folder that no picture of the file may be outside of */
  const char *path;          /* its real path; NULL: standard input */
  enum import_format format; /* IMPORT_AUTO: by its name */
  bool is_jekylls;           /* found in a site of Jekyll's, whose folder `root` is */
  struct import_bundle *bundle; /* of Hugo's, whose page it is; or NULL */
  bool known; /* the text of an article that is there: it may go without a title */
  bool waits; /* for its parent page, named in `parent` on line `parent_line` */
  const char *parent;
  int parent_line;
  bool has_links; /* to other articles */
  bool failed;
};

/* What waits to be saved (import_batch.h). */
struct import_batch {
  struct import_ready *first, *last;
  size_t count, bytes;
};

struct import_run {
  struct site *site;
  const char *dir; /* the real path of the site directory */
  struct arena *arena;
  const struct import_options *options;
  const char *source_dir; /* its real path, or NULL */
  int input;              /* standard input, as a file that can be read again; or -1 */
  bool dry_run;
  bool changed; /* something was saved */
  bool again;   /* files come a second time: only faults are reported */
  import_report *report;
  void *context;
  struct import_gone *gone;  /* of import_source.c; NULL until asked for */
  struct wxr_guids *exports; /* of each export file that could be read, last first */
  struct import_batch batch;
};

/* A picture, or another file that goes to media/, or is there already. */
struct import_picture {
  const char *name; /* in media/ */
  const char *file; /* its real path; NULL: an import of another folder brought it */
  int64_t size, changed; /* bytes; when, in nanoseconds */
};

/* Something of a file that is not taken over, told once it is imported. */
struct import_note {
  struct import_note *next;
  const char *file; /* that it is about; NULL: this one */
  int line;
  const char *text;
};

/* One file at work, or one item of it. All of it lives in `arena`, itself too. */
struct import_work {
  struct import_run *run;
  struct arena *arena;
  struct import_file *file;
  const char *text;   /* of the file, for the lines of what it names; or NULL */
  size_t line_count;  /* lines looked for in it */
  int line;           /* on which the item begins; 0: it is a whole file */
  const char *title;  /* of an item, to name it */
  bool is_left_out;   /* no article, and no fault either */
  bool is_kept;       /* its arena belongs to the batch */
  bool has_relatives; /* links whose meaning depends on other files */
  struct import_picture *pictures;
  size_t picture_count, picture_cap;
  struct import_note *notes, *last_note;
};

/* A piece of work with an arena of its own; NULL when memory is out. import_work_free
 * does nothing for one that a batch has taken over, or NULL. */
struct import_work *import_work_new(struct import_run *run, struct import_file *f);
void import_work_free(struct import_work *w);

/* Imports one file; what became of it is reported once it is saved. ERR_NOT_FOUND,
 * unreported and with `waits` set, where its parent page is not there (yet); every
 * other fault is reported and OK. Only what ends the whole run (a full disk, a locked
 * database) is returned. */
enum err import_file(struct import_run *run, struct import_file *f) MUST_USE;

/* The file in reports; "-" for standard input. */
const char *import_file_name(const struct import_file *f);

/* True for what ends the whole run: a full disk, a locked or damaged database. */
bool import_ends(enum err e);

/* What is wrong, told to the author of a text. */
const char *import_reason(enum err e);

/* Reports what became of it, a fault in the file `name` (NULL: its own), or all notes.
 * Line 0 is that of the item. */
void import_tell(
    struct import_work *w, enum import_event event, int line, const char *message);
void import_fail(
    struct import_work *w, const char *name, int line, const char *message);
void import_tell_notes(struct import_work *w);

/* Keeps a note for later; what has no room is lost. */
void import_note(struct import_work *w, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same about another file; `file` and `text` outlive the work. */
void import_note_file(struct import_work *w, const char *file, const char *text);

/* True for the names of files that become articles, in capitals or not. */
bool import_is_article(const char *name);

/* Fills a draft from the text of a file but for what article_finish adds; faults
 * go to *problem (ERR_SYNTAX, ERR_INVALID). ERR_NOT_FOUND as import_file. */
enum err import_article_read(struct import_work *w, char *text, size_t size,
    struct article_input *out, struct parse_problem *problem) MUST_USE;

/* When the file was last written; now, where that is not known. */
int64_t import_file_time(const struct import_file *f);

/* The address a relative link of the file gets, for sanitise_rewriter, the context an
 * import_work: pictures get one in media/ and are put on the list of them, other files
 * of the import become their permalinks; everything else stays. */
const char *import_link(void *context, const char *url, bool is_image);

/* A link to media/ is one already: an exported folder has its own, whose files keep
 * their names and are put on the list of pictures, and one that is in the site stays.
 * True where `url` is such a link to a file that is in either. */
bool import_link_own_media(struct import_work *w, const char *url);

/* True for the names of files that media/ takes. */
bool import_is_media(const char *name);

/* The address in media/ of the file at the real path `file`, which is put on the list
 * of pictures; `url` where it is not taken, with a note. */
const char *import_link_media(struct import_work *w, const char *file, const char *url);

/* The permalink of the article that the file at the real path `file` has become, with
 * the fragment of `url`; `url` where it has none (yet). */
const char *import_link_article(
    struct import_work *w, const char *file, const char *url);

/* The date that Jekyll's names begin with, "2026-11-20-tide.md", zeros or not. False
 * without one. */
bool import_name_date(const struct import_file *f, int64_t *out);

/* True for Hugo's "_index.md", the page of a section: it is no article of a day. */
bool import_name_is_section(const struct import_file *f);

/* True for an index file: "index.html", "index.md", "_index.md". */
bool import_name_is_index(const struct import_file *f);

/* A title made of the file's name, or of its folder's for the index.md of Hugo's page
 * bundles; in the work's arena. */
enum err import_name_title(struct import_work *w, const char **title) MUST_USE;

/* The name that a slug is made of, as Hugo and Jekyll do, in the work's arena; *name
 * stays where the file is none of theirs. */
enum err import_name_slug(struct import_work *w, const char **name) MUST_USE;

/* Expands the tags of Hugo and Jekyll in *body, which begins on line `line` of the
 * file; notes those that stay. */
enum err import_tags(
    struct import_work *w, const char **body, int line, bool is_html) MUST_USE;

/* In a file of a site of Jekyll's, where tags are words and the folders above _posts
 * are categories: makes them so in *m. ERR_NOMEM. */
enum err import_jekyll_terms(struct import_work *w, struct front_matter *m) MUST_USE;

/* Copies the pictures on the list to media/, or only those that are missing there; does
 * nothing in a dry run. False, with a note, where one could not be copied. */
bool import_media_copy(struct import_work *w, bool only_missing);

/* True when media/ has a file of that name; its size and time are those of the picture
 * it is a copy of. */
bool import_media_find(
    const struct import_run *run, struct arena *a, const char *name, struct stat *st);

#endif
