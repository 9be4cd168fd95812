/* pamphlet: the command with which an author writes and manages a blog. */
#include <locale.h>
#include <stdio.h>
#include <sysexits.h>

#include <sodium.h>

#include "base/log.h"
#include "cli/commands.h"
#include "cli/dispatch.h"

int main(int argc, char **argv) {
  /* libarchive converts file names from and to the locale's encoding; ours are UTF-8
   * everywhere. */
  setlocale(LC_CTYPE, "C.UTF-8");
  /* Before any command, because several need random numbers or hashes, and libsodium
   * has to be initialised once for that. */
  if (sodium_init() < 0) {
    fputs("pamphlet: no source of random numbers\n", stderr);
    return EX_OSERR;
  }
  /* What the program shares with the service logs its failures, and returns them too.
   */
  log_silence();
  int code = dispatch(&commands, argc, argv);
  /* A list that a full disk cut short must not look complete. */
  if (fflush(stdout) != 0 || ferror(stdout)) {
    fputs("pamphlet: the output could not be written\n", stderr);
    /* An earlier error says more about what went wrong. */
    return code ? code : EX_IOERR;
  }
  return code;
}
