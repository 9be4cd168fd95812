#include "cli/spam.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/command/argument.h"
#include "cli/command/command_site.h"
#include "cli/command/confirm.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "db/model/comment.h"
#include "site/comments/spam_filter.h"
#include "site/comments/spam_model.h"
#include "site/comments/spam_train.h"

/* Words that "spam explain" lists. */
enum { EXPLAINED = 20 };

static enum err spam_read_status(struct site *site, struct arena *a, void *context) {
  json_t **out = context;
  struct spam_count total, model = spam_model_total();
  int64_t words = 0;
  (void)a;
  enum err e = spam_total_get(site->db, &total);
  if (!e)
    e = spam_word_count(site->db, &words);
  if (e)
    return e;
  *out = json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "learned_good",
      (json_int_t)total.good, "learned_spam", (json_int_t)total.spam, "words",
      (json_int_t)words, "model_good", (json_int_t)model.good, "model_spam",
      (json_int_t)model.spam, "hold_score", (json_int_t)site->settings.hold_score,
      "spam_score", (json_int_t)site->settings.spam_score);
  return *out ? OK : ERR_NOMEM;
}

int spam_status(const struct command_line *line) {
  enum print_format format;
  json_t *object = NULL;
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  int code = command_site_read(
      line, (struct command_site_object){0}, spam_read_status, &object);
  return code ? code : print_object(object, format);
}

/* What "spam explain" judges, and the rows for its table. */
struct spam_question {
  struct spam_text text;
  int64_t comment; /* 0: the text was given */
  struct buf input;
  double score;
  int64_t hold_score, spam_score;
  json_t *rows;
};

static enum err spam_add_row(struct spam_question *q, const struct spam_evidence *w) {
  /* Whole numbers read better, and 99.9 must not look like certainty. */
  json_t *row = json_pack("{s:s, s:i, s:I, s:I, s:I, s:I}", "word", w->word,
      "spam_percent", (int)(w->spam * 100), "good", (json_int_t)w->site.good, "spam",
      (json_int_t)w->site.spam, "model_good", (json_int_t)w->model.good, "model_spam",
      (json_int_t)w->model.spam);
  return row && json_array_append_new(q->rows, row) == 0 ? OK : ERR_NOMEM;
}

static enum err spam_read_explanation(
    struct site *site, struct arena *a, void *context) {
  struct spam_question *q = context;
  struct spam_score score;
  struct comment c;
  enum err e = OK;
  if (q->comment) {
    e = comment_by_id(site->db, a, q->comment, &c);
    if (!e)
      e = spam_filter_text(a, &c, &q->text);
  }
  if (!e)
    e = spam_filter_score(site->db, a, &q->text, &score);
  if (e)
    return e;
  q->score = score.score;
  q->hold_score = site->settings.hold_score;
  q->spam_score = site->settings.spam_score;
  for (size_t i = 0; !e && i < score.count && i < EXPLAINED; i++)
    e = spam_add_row(q, &score.words[i]);
  return e;
}

/* The words that bind for a comment with this score, and no other. */
static const char *spam_consequence(const struct spam_question *q) {
  if (q->spam_score && q->score * 100 >= (double)q->spam_score)
    return "spam";
  if (q->hold_score && q->score * 100 >= (double)q->hold_score)
    return "held";
  return "no objection";
}

static int spam_print_explanation(struct spam_question *q, enum print_format format) {
  if (format != PRINT_TABLE) {
    json_t *object = json_pack("{s:f, s:s, s:O}", "score", q->score, "verdict",
        spam_consequence(q), "words", q->rows);
    /* CSV has rows only. */
    if (format == PRINT_CSV) {
      json_decref(object);
      return print_rows(json_incref(q->rows), format);
    }
    return print_object(object, format);
  }
  printf("Score: %d %% (%s; hold_score %d, spam_score %d)\n", (int)(q->score * 100),
      spam_consequence(q), (int)q->hold_score, (int)q->spam_score);
  if (json_array_size(q->rows) == 0) {
    puts("No word of this text is known to the filter.");
    return 0;
  }
  /* Before a pager starts. */
  fflush(stdout);
  return print_rows(json_incref(q->rows), format);
}

/* The text is the argument, or standard input for "-". */
static int spam_read_text(const struct command_line *line, struct spam_question *q) {
  char why[FILE_WHY];
  const char *author = command_line_value(line, "author");
  const char *url = command_line_value(line, "url");
  const char *source = line->count ? line->arguments[0] : "";
  if (strcmp(source, "-") == 0) {
    enum err e = file_read_open(STDIN_FILENO, LIMIT_IMPORT_FILE, &q->input, why);
    if (e) {
      complain("standard input: %s", why);
      return e == ERR_NOMEM ? EX_OSERR : EX_NOINPUT;
    }
    source = buf_text(&q->input);
  }
  q->text = (struct spam_text){author ? author : "", url ? url : "", source};
  return 0;
}

int spam_explain(const struct command_line *line) {
  enum print_format format;
  struct spam_question q = {.comment = 0};
  const char *comment = command_line_value(line, "comment");
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  if (!comment == !line->count) {
    complain("give a text, \"-\" to read it from standard input, or --comment=ID");
    return EX_USAGE;
  }
  int code = spam_read_text(line, &q);
  q.rows = json_array();
  if (!code)
    code = command_site_read(line,
        (struct command_site_object){"comment", comment, &q.comment},
        spam_read_explanation, &q);
  if (!code)
    code = spam_print_explanation(&q, format);
  json_decref(q.rows);
  buf_free(&q.input);
  return code;
}

/* A key that is missing, or null, is an empty text. */
static const char *spam_text_of(json_t *row, const char *key) {
  const char *value = json_string_value(json_object_get(row, key));
  return value ? value : "";
}

/* Examples are in the form in which "comment list --format=json" prints comments. Those
 * that are held or in the trash say nothing. */
static int spam_learn_rows(
    struct site *site, json_t *rows, const char *name, struct spam_count *learned) {
  size_t count = 0, all = json_array_size(rows);
  struct arena *a = arena_new((all + 1) * sizeof(struct spam_example) + (1 << 16));
  struct spam_example *examples = a ? arena_array(a, all + 1, sizeof *examples) : NULL;
  enum err e = examples ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < all; i++) {
    json_t *row = json_array_get(rows, i);
    enum comment_status status;
    if (!comment_status_find(spam_text_of(row, "status"), &status)) {
      complain(
          "%s: comment %zu has no status \"approve\" or \"spam\"; make the file with"
          " \"pamphlet comment list --format=json"
          " --fields=author,url,content,status\"",
          name, i + 1);
      arena_free(a);
      return EX_DATAERR;
    }
    if (status != COMMENT_APPROVE && status != COMMENT_SPAM)
      continue;
    examples[count++] =
        (struct spam_example){{spam_text_of(row, "author"), spam_text_of(row, "url"),
                                  spam_text_of(row, "content")},
            status == COMMENT_SPAM ? SPAM_CLASS_SPAM : SPAM_CLASS_GOOD};
    *(status == COMMENT_SPAM ? &learned->spam : &learned->good) += 1;
  }
  if (!e)
    e = spam_train_examples(site, examples, count);
  arena_free(a);
  if (e)
    complain("%s: %s", name, err_text(e));
  return e ? exit_code_of(e) : 0;
}

static int spam_learn_file(
    struct site *site, const char *name, struct spam_count *learned) {
  json_error_t error;
  bool is_input = strcmp(name, "-") == 0;
  json_t *rows =
      is_input ? json_loadf(stdin, 0, &error) : json_load_file(name, 0, &error);
  int code = EX_DATAERR;
  if (!rows && json_error_code(&error) == json_error_cannot_open_file) {
    complain("%s: cannot open the file", name);
    code = EX_NOINPUT;
  } else if (!rows) {
    complain("%s:%d: %s", name, error.line, error.text);
  } else if (!json_is_array(rows)) {
    complain("%s: not a list of comments; make the file with \"pamphlet comment list"
             " --format=json --fields=author,url,content,status\"",
        name);
  } else {
    code = spam_learn_rows(site, rows, name, learned);
  }
  json_decref(rows);
  return code;
}

int spam_train(const struct command_line *line) {
  int code = 0;
  struct spam_count learned = {0, 0};
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  for (size_t i = 0; !code && i < line->count; i++)
    code = spam_learn_file(site, line->arguments[i], &learned);
  if (!line->count) {
    enum err e = spam_train_comments(site, &learned);
    if (e)
      complain("%s", err_text(e));
    code = e ? exit_code_of(e) : 0;
  }
  site_close(site);
  if (!code)
    printf("Learned from %lld good and %lld spam comment%s.\n", (long long)learned.good,
        (long long)learned.spam, learned.spam == 1 ? "" : "s");
  return code;
}

int spam_reset(const struct command_line *line) {
  int code = 0;
  if (!confirm(confirm_is_given(line),
          "Delete everything that the spam filter has learned from this site?"))
    return EX_USAGE;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  enum err e = spam_train_reset(site);
  site_close(site);
  if (e) {
    complain("%s", err_text(e));
    return exit_code_of(e);
  }
  puts(
      "Deleted what the spam filter had learned. \"pamphlet spam train\" learns again\n"
      "from the comments of this site.");
  return 0;
}
