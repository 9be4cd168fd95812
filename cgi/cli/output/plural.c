#include "cli/output/plural.h"

const char *plural(int64_t n) {
  return n == 1 ? "" : "s";
}
