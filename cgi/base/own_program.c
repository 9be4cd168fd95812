#include "base/own_program.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool own_program_is_at(
    char out[PATH_MAX], const char *directory, const char *between, const char *name) {
  return snprintf(out, PATH_MAX, "%s/%s%s", directory, between, name) < PATH_MAX &&
         access(out, X_OK) == 0;
}

bool own_program_find(const char *name, char out[PATH_MAX]) {
  char self[PATH_MAX];
  ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
  if (n <= 0)
    return false;
  self[n] = '\0';
  *strrchr(self, '/') = '\0';
  return own_program_is_at(out, self, "", name) ||
         own_program_is_at(out, self, "../libexec/pamphlet/", name);
}
