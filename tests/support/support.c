#include "support.h"

#include <unistd.h>

char *support_folder(void) {
  char name[] = "/tmp/pamphlet-test-XXXXXX";
  assert_non_null(mkdtemp(name));
  return strdup(name);
}

void support_write(const char *folder, const char *name, const char *text) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
  assert_int_equal(fclose(f), 0);
}
