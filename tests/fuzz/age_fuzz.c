/* Encrypted backups: any input, as the contents of a file, comes back the same; as a
 * file, it is refused with a sentence, or read to an end. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ops/age.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Keys of nobody: the base point of the curve as a public one, any bytes as a secret
 * one. */
static const struct age_keys recipients = {.keys = {{9}}, .count = 1};
static const struct age_keys identities = {.keys = {{7}}, .count = 1};
static const uint8_t file_key[AGE_FILE_KEY] = "0123456789abcde";

static void require(bool what) {
  if (!what)
    abort();
}

/* Reads the open file to its end, and compares it with `data` unless that is NULL. */
static void read_all(int fd, const struct age_unlock *unlock, const uint8_t *data) {
  struct age_reader *r = NULL;
  char why[200] = "";
  const void *part = NULL;
  size_t n = 0, at = 0;
  require(lseek(fd, 0, SEEK_SET) == 0);
  enum err e = age_read_begin(&r, fd, unlock, why, sizeof why);
  if (e) {
    require(!data && *why);
    return;
  }
  while (!(e = age_read(r, &part, &n)) && n) {
    require(!data || memcmp(data + at, part, n) == 0);
    at += n;
  }
  require(!e || (!data && *age_read_fault(r)));
  age_read_end(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct age_lock lock = {.recipients = &recipients};
  const struct age_unlock keys = {.identities = &identities},
                          own = {.file_key = file_key};
  struct age_writer *w = NULL;
  memcpy(lock.file_key, file_key, AGE_FILE_KEY);
  int fd = memfd_create("contents", MFD_CLOEXEC);
  require(age_write_begin(&w, fd, &lock) == OK);
  require(age_write(w, data, size) && age_write_end(w, true));
  read_all(fd, &own, data);
  close(fd);
  fd = memfd_create("file", MFD_CLOEXEC);
  require(write(fd, data, size) == (ssize_t)size);
  read_all(fd, &keys, NULL);
  read_all(fd, &own, NULL);
  close(fd);
  return 0;
}
