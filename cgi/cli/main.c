/* pamphlet: what an author does to a blog. */
#include <locale.h>
#include <stdio.h>
#include <sysexits.h>

#include <sodium.h>

#include "cli/command/command.h"

int main(int argc, char **argv) {
  /* libarchive reads and writes names as the locale says: ours are UTF-8. */
  setlocale(LC_CTYPE, "C.UTF-8");
  if (sodium_init() < 0) {
    fputs("pamphlet: no source of random numbers\n", stderr);
    return EX_OSERR;
  }
  int code = command_main(argc, argv);
  /* A list cut short by a full disk must not look whole. */
  if (fflush(stdout) != 0 || ferror(stdout)) {
    fputs("pamphlet: the output could not be written\n", stderr);
    return code ? code : EX_IOERR;
  }
  return code;
}
