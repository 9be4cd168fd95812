/* Runs a fuzzer's function on every file of a folder: seeds become ordinary tests. */
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f)
    return 0;
  static uint8_t data[1 << 20];
  size_t size = fread(data, 1, sizeof data, f);
  fclose(f);
  /* Copies the input to a block of exactly its size, so that a sanitizer detects reads
   * past the end. */
  uint8_t *exact = malloc(size ? size : 1);
  if (!exact)
    return 0;
  for (size_t i = 0; i < size; i++)
    exact[i] = data[i];
  LLVMFuzzerTestOneInput(exact, size);
  free(exact);
  return 1;
}

int main(int argc, char **argv) {
  int done = 0;
  if (argc != 2) {
    fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  DIR *folder = opendir(argv[1]);
  for (struct dirent *e; folder && (e = readdir(folder)) != NULL;) {
    char path[4096];
    if (e->d_name[0] == '.')
      continue;
    snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
    done += replay(path);
  }
  if (folder)
    closedir(folder);
  printf("%d seeds replayed\n", done);
  return done > 0 ? 0 : 1;
}
