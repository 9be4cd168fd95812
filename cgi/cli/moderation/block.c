#include "cli/moderation/block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/tokenizer.h"
#include "base/utf8.h"
#include "ops/reload.h"
#include "ops/settings_editor.h"

enum { BLOCK_MEMORY = 4 << 20 };

/* The setting as the file has it now: somebody else may have changed it since the queue
 * was opened. */
static enum err block_read(struct arena *a, const char *dir, const char *setting,
    struct setting **out, char *why, size_t why_size) {
  struct setting *all;
  size_t count;
  const struct settings_alias *former;
  enum err e =
      a ? settings_editor_read(a, dir, &all, &count, why, why_size) : ERR_NOMEM;
  if (e)
    return e;
  *out = settings_editor_find(all, count, setting, &former);
  return *out ? OK : ERR_INTERNAL;
}

/* Finds an entry in a list: its place, and its length without spaces. The next one
 * begins after the comma. */
static const char *block_find(const char *list, const char *entry) {
  size_t size = strlen(entry);
  while (*list) {
    list += strspn(list, " \t,");
    size_t n = strcspn(list, ","), trimmed = n;
    while (trimmed && (list[trimmed - 1] == ' ' || list[trimmed - 1] == '\t'))
      trimmed--;
    if (trimmed == size && strncasecmp(list, entry, size) == 0)
      return list;
    list += n;
  }
  return NULL;
}

/* Not waiting for the service: a person who goes through hundreds of comments would
 * wait each time, and a setting that was checked cannot be refused. */
static void block_reload(const char *dir, char *why, size_t why_size) {
  char fault[600];
  enum err e = reload_service(dir, 0, fault, sizeof fault);
  if (e == ERR_OWNER)
    snprintf(why, why_size,
        "saved; to make it effective, run \"pamphlet reload\" as the"
        " user of pamphlet.fcgi");
}

static enum err block_fail(enum err e, char *why, size_t why_size) {
  if (e && !*why)
    snprintf(why, why_size, "%s", err_text(e));
  return e;
}

static enum err block_set(const char *dir, const struct setting *s, const char *value,
    char *why, size_t why_size) {
  enum err e =
      value ? settings_editor_set(dir, &s->about, value, why, why_size) : ERR_NOMEM;
  if (!e)
    block_reload(dir, why, why_size);
  return e;
}

enum err block_add(const char *dir, const char *setting, const char *entry, char *why,
    size_t why_size) {
  struct setting *s;
  why[0] = '\0';
  if (utf8_is_blank(entry)) {
    snprintf(why, why_size, "there is nothing to block");
    return ERR_INVALID;
  }
  struct arena *a = arena_new(BLOCK_MEMORY);
  enum err e = block_read(a, dir, setting, &s, why, why_size);
  if (!e && block_find(s->value, entry)) {
    snprintf(why, why_size, "it is blocked already");
    e = ERR_EXISTS;
  }
  if (!e)
    e = block_set(dir, s, arena_join(a, s->value, *s->value ? ", " : "", entry, NULL),
        why, why_size);
  arena_free(a);
  return block_fail(e, why, why_size);
}

enum err block_remove(const char *dir, const char *setting, const char *entry,
    char *why, size_t why_size) {
  struct setting *s;
  const char *at = NULL;
  why[0] = '\0';
  struct arena *a = arena_new(BLOCK_MEMORY);
  enum err e = block_read(a, dir, setting, &s, why, why_size);
  if (!e) {
    at = block_find(s->value, entry);
    e = at ? OK : ERR_NOT_FOUND;
  }
  if (!e) {
    /* With the comma that followed it; if it was the last one, that before it. */
    size_t head = (size_t)(at - s->value);
    const char *rest = at + strcspn(at, ",");
    rest += *rest ? 1 + strspn(rest + 1, " \t") : 0;
    while (!*rest && head && strchr(" \t,", s->value[head - 1]))
      head--;
    char *before = arena_strndup(a, s->value, head);
    e = block_set(
        dir, s, before ? arena_join(a, before, rest, NULL) : NULL, why, why_size);
  }
  arena_free(a);
  return block_fail(e, why, why_size);
}

struct block_choice {
  const char *text, *words;
  size_t start, end;
  size_t
      rank; /* of the word among those of the verdict, the strongest being 1; 0: none */
};

/* Every comment with a blocked word is taken for spam, so only a word that good
 * comments hardly ever have is worth proposing. */
enum { BLOCK_LEAST_PERCENT = 95 };

/* The place of a word in "casino 99 %, cheap watches 97 %", or 0. */
static size_t block_rank(const char *words, const struct token *t) {
  size_t rank = 1;
  for (const char *w = words; *w; rank++) {
    size_t size = strcspn(w, ",");
    if (size > t->size && strncmp(w, t->text, t->size) == 0 && w[t->size] == ' ' &&
        strspn(w + t->size, " 0123456789%") == size - t->size)
      return strtol(w + t->size, NULL, 10) < BLOCK_LEAST_PERCENT ? 0 : rank;
    w += size + strspn(w + size, ", ");
  }
  return 0;
}

static enum err block_compare(void *context, const struct token *t) {
  struct block_choice *l = context;
  const char *text = l->text;
  /* Parts of a link are no words; those of a host have a dot or a slash on one side. */
  bool in_link = (t->start && strchr("./:@-_=", text[t->start - 1])) ||
                 (text[t->end] && strchr("/:@_=", text[t->end])) ||
                 (text[t->end] == '.' && text[t->end + 1] > ' ');
  if (in_link)
    return OK;
  size_t rank = block_rank(l->words, t);
  bool better = rank != l->rank ? rank && (!l->rank || rank < l->rank)
                                : t->end - t->start > l->end - l->start;
  if (better) {
    l->start = t->start;
    l->end = t->end;
    l->rank = rank;
  }
  return OK;
}

const char *block_propose_word(struct arena *a, const char *text, const char *words) {
  struct block_choice l = {.text = text, .words = words ? words : ""};
  enum err e = tokenize(text, strlen(text), TOKENIZE_INDEX, block_compare, &l);
  return e ? NULL : arena_strndup(a, text + l.start, l.end - l.start);
}
