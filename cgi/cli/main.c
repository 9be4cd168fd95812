/* pamphlet: what an author does to a blog. */
#include <locale.h>
#include <stdio.h>
#include <sysexits.h>

#include <sodium.h>

#include "cli/command.h"

int main(int argc, char **argv) {
  if (sodium_init() < 0) {
    fputs("pamphlet: no source of random numbers\n", stderr);
    return EX_OSERR;
  }
  return command_main(argc, argv);
}
