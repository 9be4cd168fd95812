/* Runs one unit test, or lists all of them. tests/CMakeLists.txt writes the list. */
#include <stdio.h>
#include <string.h>

typedef int unit_main(void);

#define UNIT(name) int name(void);
#include "units_list.h"
#undef UNIT

static const struct unit {
  const char *name;
  unit_main *run;
} units[] = {
#define UNIT(name) {#name, name},
#include "units_list.h"
#undef UNIT
};

int main(int argc, char **argv) {
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
    if (argc < 2)
      puts(units[i].name);
    else if (strcmp(argv[1], units[i].name) == 0)
      return units[i].run();
  }
  if (argc < 2)
    return 0;
  fprintf(stderr, "%s: no such unit test\n", argv[1]);
  return 2;
}
