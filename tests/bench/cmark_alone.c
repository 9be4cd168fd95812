/* What cmark-gfm alone takes for the files that an import reads.
 *   bench_cmark < paths
 * Reads each file, one path a line, skips its front matter, parses the rest with the
 * extensions that Pamphlet uses, and renders HTML. Prints seconds: of parsing, and of
 * parsing and rendering. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmark-gfm-core-extensions.h>

struct seconds {
  double parse, render;
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static char *read_file(const char *path) {
  FILE *f = fopen(path, "rb");
  char *text = NULL;
  if (f && fseek(f, 0, SEEK_END) == 0) {
    long n = ftell(f);
    text = n < 0 ? NULL : malloc((size_t)n + 1);
    rewind(f);
    if (text)
      text[fread(text, 1, (size_t)n, f)] = '\0';
  }
  if (f)
    fclose(f);
  return text;
}

static const char *body_of(const char *text) {
  const char *end = strncmp(text, "---\n", 4) == 0 ? strstr(text, "\n---\n") : NULL;
  return end ? end + 5 : text;
}

static void one(const char *body, struct seconds *sum) {
  static const char *const names[] = {"table", "strikethrough", "autolink", "tasklist"};
  double began = now();
  cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
  cmark_parser_feed(parser, body, strlen(body));
  cmark_node *root = cmark_parser_finish(parser);
  double parsed = now();
  free(cmark_render_html(
      root, CMARK_OPT_UNSAFE, cmark_parser_get_syntax_extensions(parser)));
  cmark_node_free(root);
  cmark_parser_free(parser);
  sum->parse += parsed - began;
  sum->render += now() - parsed;
}

int main(void) {
  char path[4096];
  struct seconds sum = {0, 0};
  cmark_gfm_core_extensions_ensure_registered();
  while (fgets(path, sizeof path, stdin)) {
    path[strcspn(path, "\n")] = '\0';
    char *text = read_file(path);
    if (!text) {
      fprintf(stderr, "bench_cmark: %s\n", path);
      return 1;
    }
    one(body_of(text), &sum);
    free(text);
  }
  printf("%.6f %.6f\n", sum.parse, sum.parse + sum.render);
  return 0;
}
