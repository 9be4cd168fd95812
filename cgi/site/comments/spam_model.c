/* The file has a line for each word, "word<TAB>good<TAB>spam", sorted by the bytes of
 * the words. The first line has no word: it has the totals. A binary search in the text
 * itself takes no time at start and no memory of each process. */
#include "site/comments/spam_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"

extern const struct embedded_file spam_model_files[];

/* NULL: the file. */
static const char *spam_model_other;
static size_t spam_model_other_size;

static const char *spam_model_text(void) {
  return spam_model_other ? spam_model_other : (const char *)spam_model_files[0].data;
}

void spam_model_use(const char *text, size_t size) {
  spam_model_other = text;
  spam_model_other_size = size;
}

/* Compares a word with that of a line, as strcmp compares. */
static int spam_model_compare(const char *word, const char *line) {
  size_t n = strcspn(line, "\t");
  int order = strncmp(word, line, n);
  return order ? order : word[n] != '\0';
}

static struct spam_count spam_model_read(const char *line) {
  char *end;
  struct spam_count c;
  line += strcspn(line, "\t");
  c.good = strtoll(line, &end, 10);
  c.spam = strtoll(end, NULL, 10);
  return c;
}

struct spam_count spam_model_total(void) {
  return spam_model_read(spam_model_text());
}

struct spam_count spam_model_get(const char *word) {
  const char *low = spam_model_text();
  const char *high =
      low + (spam_model_other ? spam_model_other_size : spam_model_files[0].size);
  while (low < high) {
    /* The line in the middle: from there back to its beginning. */
    const char *line = low + (high - low) / 2;
    while (line > low && line[-1] != '\n')
      line--;
    int order = spam_model_compare(word, line);
    if (order == 0)
      return spam_model_read(line);
    if (order < 0)
      high = line;
    else
      low = line + strcspn(line, "\n") + 1;
  }
  return (struct spam_count){0, 0};
}
