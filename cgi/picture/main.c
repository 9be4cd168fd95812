/* The program pamphlet-picture, which "pamphlet" starts for each picture: it reads one
 * from standard input, writes smaller copies, and prints what it found out as one line.
 * It also draws social cards.
 * Libraries that decode pictures have had many security holes: a malicious file reaches
 * this process only, which has limits, and not the rights of root. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "picture/card_serve.h"
#include "picture/picture_limits.h"
#include "picture/picture_make.h"

static const char usage[] =
    "Usage: pamphlet-picture FOLDER HASH [webp] [avif] < PICTURE\n"
    "       pamphlet-picture cards\n\n"
    "Writes smaller copies of a picture to FOLDER/HASH-WIDTH.ENDING, and prints its\n"
    "width and height, the copies, and what is wrong with it, separated by tabs.\n"
    "With \"cards\", draws social cards as standard input asks for them.\n"
    "\"pamphlet import\" and \"pamphlet media refresh\" run it.\n";

static int main_make(struct picture_job *job) {
  struct picture_result result;
  struct stat st;
  if (fstat(STDIN_FILENO, &st) != 0 || !S_ISREG(st.st_mode)) {
    fputs("pamphlet-picture: standard input must be a file\n", stderr);
    return EX_NOINPUT;
  }
  job->size = (size_t)st.st_size;
  void *data =
      job->size ? mmap(NULL, job->size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0) : NULL;
  if (data == MAP_FAILED)
    return EX_IOERR;
  job->data = data;
  picture_make(job, &result);
  printf("%d\t%d\t%s\t%s\n", result.width, result.height, result.copies,
      result.fault ? result.fault : "");
  return fflush(stdout) == 0 ? 0 : EX_IOERR;
}

int main(int argc, char **argv) {
  struct picture_job job = {0};
  if (argc == 2 && strcmp(argv[1], "cards") == 0)
    return card_serve();
  if (argc < 3) {
    fputs(usage, stderr);
    return EX_USAGE;
  }
  job.folder = argv[1];
  job.hash = argv[2];
  for (int i = 3; i < argc; i++) {
    job.webp = job.webp || strcmp(argv[i], "webp") == 0;
    job.avif = job.avif || strcmp(argv[i], "avif") == 0;
  }
  /* Before the library starts, which has threads. */
  bool good = picture_limits_become_owner(job.folder) && picture_limits_set();
  if (good)
    picture_limits_confine(job.folder);
  if (!good || !picture_make_start()) {
    fputs("pamphlet-picture: cannot start\n", stderr);
    return EX_OSERR;
  }
  return main_make(&job);
}
