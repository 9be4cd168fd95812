/* The program pamphlet-outbox, which pamphlet.fcgi executes for what leaves the
 * machine: mails, and requests to other sites. The libraries for both are large, so the
 * processes that answer readers do without them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <sodium.h>

#include "base/child.h"
#include "outbox/fetcher.h"
#include "outbox/sender.h"

static const char usage[] =
    "Usage: pamphlet-outbox mail|web DIR SLOT\n\n"
    "Sends the mails of the site in DIR, or the requests to other sites.\n"
    "pamphlet.fcgi runs it if the settings of the site need it.\n";

int main(int argc, char **argv) {
  struct child_slot *slot = NULL;
  bool mails = argc == 4 && strcmp(argv[1], "mail") == 0;
  if (argc != 4 || (!mails && strcmp(argv[1], "web") != 0) ||
      child_slot_open(argv[3], &slot) != OK) {
    fputs(usage, stderr);
    return EX_USAGE;
  }
  if (sodium_init() < 0) {
    snprintf(slot->why, sizeof slot->why, "no source of random numbers is available");
    return EX_OSERR;
  }
  return mails ? sender_run(argv[2], slot) : fetcher_run(argv[2], slot);
}
