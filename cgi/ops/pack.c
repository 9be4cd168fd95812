/* How it works: while a pack is written, a hash of all names, sizes and contents is
 * computed; while one is read, the same hash. A backup compares the two, so the file
 * that was written can be verified without a second copy of the data. */
#include "ops/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>
#include <sodium.h>

#include "base/file.h"

/* Bytes that are read and written at once. */
enum { PACK_PART = 1 << 16 };

struct pack {
  crypto_generichash_state sum;
  struct archive *archive;
  struct age_writer *encrypted; /* where what is packed goes; NULL: not encrypted */
  struct age_reader *decrypted; /* where it comes from; the same */
  struct pack_total total;
};

static struct pack *pack_new(struct archive *archive) {
  struct pack *p = NULL;
  /* crypto_generichash_state is aligned to 64 bytes, malloc to 16 only. */
  if (archive && posix_memalign((void **)&p, 64, sizeof *p) == 0) {
    memset(p, 0, sizeof *p);
    p->archive = archive;
    crypto_generichash_init(&p->sum, NULL, 0, CRYPT_HASH);
  }
  return p;
}

static void pack_count(struct pack *p, const void *data, size_t n) {
  crypto_generichash_update(&p->sum, data, n);
  p->total.bytes += (int64_t)n;
}

/* Name and size go into the sum too, so that two files whose bytes are divided
 * differently between them do not have the same one. */
static void pack_count_name(struct pack *p, const char *name, int64_t size) {
  char head[32];
  int n = snprintf(head, sizeof head, "\n%lld ", (long long)size);
  crypto_generichash_update(
      &p->sum, (const unsigned char *)head, (unsigned long long)n);
  /* The NUL ends the name: the first bytes of the contents cannot pass for its end. */
  crypto_generichash_update(&p->sum, (const unsigned char *)name, strlen(name) + 1);
  p->total.files++;
}

/* Writes libarchive's error to `why`. archive_errno is an errno or a number of
 * libarchive's own (archive_errno(3)), which becomes ERR_IO. */
static enum err pack_fail(struct pack *p, char *why, size_t why_size) {
  const char *text = archive_error_string(p->archive);
  int error = archive_errno(p->archive);
  snprintf(why, why_size, "%s", text ? text : "unknown error");
  return err_of_errno(error);
}

/* Gets the compressed archive, when it is encrypted. */
static la_ssize_t pack_encrypt(
    struct archive *archive, void *context, const void *data, size_t n) {
  struct pack *p = context;
  if (age_write(p->encrypted, data, n))
    return (la_ssize_t)n;
  archive_set_error(archive, errno, "%s", strerror(errno));
  return -1;
}

static enum err pack_begin_encrypted(
    struct pack *p, int fd, const struct age_lock *lock) {
  enum err e = age_write_begin(&p->encrypted, fd, lock);
  /* Without this, zeros would fill the last block, as on a tape. */
  if (!e && archive_write_set_bytes_in_last_block(p->archive, 1) != ARCHIVE_OK)
    e = ERR_IO;
  return !e && archive_write_open(p->archive, p, NULL, pack_encrypt, NULL) != ARCHIVE_OK
             ? ERR_IO
             : e;
}

enum err pack_begin(struct pack **out, int fd, bool gzip, const struct age_lock *lock) {
  struct archive *archive = archive_write_new();
  struct pack *p = pack_new(archive);
  if (!p) {
    archive_write_free(archive);
    return ERR_NOMEM;
  }
  /* pax, because ustar limits names to 255 bytes and times to whole seconds. */
  bool begun = archive_write_set_format_pax(archive) == ARCHIVE_OK &&
               (gzip ? archive_write_add_filter_gzip(archive)
                     : archive_write_add_filter_zstd(archive)) == ARCHIVE_OK;
  enum err e = begun ? OK : ERR_IO;
  if (!e && lock)
    e = pack_begin_encrypted(p, fd, lock);
  else if (!e && archive_write_open_fd(archive, fd) != ARCHIVE_OK)
    e = ERR_IO;
  if (e) {
    /* Before the writer, to which it could still write. */
    archive_write_free(archive);
    (void)!age_write_end(p->encrypted, false);
    free(p);
    return e;
  }
  *out = p;
  return OK;
}

/* Writes the contents of a file after its header, which already has its size. */
static enum err pack_add_data(
    struct pack *p, int fd, int64_t left, char *why, size_t why_size) {
  char part[PACK_PART];
  /* The header has promised this size. A file that has grown is cut there; it was
   * changed while the backup was made. */
  while (left > 0) {
    ssize_t n = read(fd, part, left < PACK_PART ? (size_t)left : PACK_PART);
    if (n <= 0) {
      snprintf(why, why_size, "%s",
          n < 0 ? strerror(errno)
                : "the file was shortened while it was read: try again");
      return ERR_IO;
    }
    if (archive_write_data(p->archive, part, (size_t)n) != n)
      return pack_fail(p, why, why_size);
    pack_count(p, part, (size_t)n);
    left -= n;
  }
  return OK;
}

enum err pack_add(
    struct pack *p, const char *name, const char *file, char *why, size_t why_size) {
  struct stat st;
  char fault[FILE_WHY];
  int fd = -1;
  enum err e = file_open(file, FILE_NO_FOLLOW, &fd, &st, fault);
  if (e) {
    snprintf(why, why_size, "%s %s", file, fault);
    return e;
  }
  struct archive_entry *entry = archive_entry_new();
  if (!entry) {
    close(fd);
    return ERR_NOMEM;
  }
  archive_entry_set_pathname(entry, name);
  archive_entry_set_filetype(entry, AE_IFREG);
  /* No owner is stored, and no setuid bit: a restore gives the files to the owner of
   * the site. */
  archive_entry_set_perm(entry, st.st_mode & 0777);
  archive_entry_set_size(entry, st.st_size);
  archive_entry_set_mtime(entry, st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
  pack_count_name(p, name, st.st_size);
  e = archive_write_header(p->archive, entry) == ARCHIVE_OK
          ? OK
          : pack_fail(p, why, why_size);
  archive_entry_free(entry);
  if (!e)
    e = pack_add_data(p, fd, st.st_size, why, why_size);
  close(fd);
  return e;
}

enum err pack_end(
    struct pack *p, struct pack_total *total, char *why, size_t why_size) {
  enum err e =
      archive_write_close(p->archive) == ARCHIVE_OK ? OK : pack_fail(p, why, why_size);
  /* After archive_write_close, whose result tells whether the last bytes were
   * written. */
  archive_write_free(p->archive);
  if (!age_write_end(p->encrypted, !e)) {
    e = err_of_errno(errno);
    snprintf(why, why_size, "%s", strerror(errno));
  }
  crypto_generichash_final(&p->sum, p->total.sum, CRYPT_HASH);
  if (total)
    *total = p->total;
  free(p);
  return e;
}

enum err pack_data(const struct pack_member *m, void *out, size_t size, size_t *got) {
  /* 0 is the end of the entry. */
  la_ssize_t n = archive_read_data(m->pack->archive, out, size);
  if (n < 0)
    return ERR_INVALID;
  pack_count(m->pack, out, (size_t)n);
  *got = (size_t)n;
  return OK;
}

/* Visits one entry, and reads what the visitor did not: all of it is in the sum. */
static enum err pack_visit_entry(struct pack *p, struct archive_entry *entry,
    pack_visit *visit, void *context, char *why, size_t why_size) {
  char rest[PACK_PART];
  size_t got = 0;
  const char *name = archive_entry_pathname(entry);
  /* The type of a hard link's entry is that of a regular file, so it is tested by
   * itself. */
  bool linked = archive_entry_hardlink(entry) || archive_entry_symlink(entry);
  if (!linked && name && archive_entry_filetype(entry) == AE_IFDIR)
    return OK;
  if (linked || !name || archive_entry_filetype(entry) != AE_IFREG) {
    snprintf(why, why_size, "it contains \"%s\", which is not a regular file",
        name ? name : "a name that is not UTF-8");
    return ERR_INVALID;
  }
  /* Permissions only: setuid, setgid and the sticky bit of a foreign archive are not
   * passed on. */
  const struct pack_member m = {name, archive_entry_size(entry),
      archive_entry_perm(entry) & 0777,
      {archive_entry_mtime(entry), archive_entry_mtime_nsec(entry)}, p};
  pack_count_name(p, name, m.size);
  enum err e = visit(context, &m);
  do
    if (!e && (e = pack_data(&m, rest, sizeof rest, &got)) != OK)
      pack_fail(p, why, why_size);
  while (!e && got);
  return e;
}

static enum err pack_read_all(
    struct pack *p, pack_visit *visit, void *context, char *why, size_t why_size) {
  struct archive_entry *entry;
  int result = ARCHIVE_OK;
  enum err e = OK;
  while (!e && (result = archive_read_next_header(p->archive, &entry)) == ARCHIVE_OK)
    e = pack_visit_entry(p, entry, visit, context, why, why_size);
  /* Anything but ARCHIVE_EOF, a warning too, makes the archive one that is not
   * trusted. */
  if (e || result == ARCHIVE_EOF)
    return e;
  enum err said = pack_fail(p, why, why_size);
  /* Whatever number libarchive gives, the fault is in the file. */
  return said == ERR_NOMEM ? said : ERR_INVALID;
}

/* Gives the next bytes of an encrypted file to libarchive. */
static la_ssize_t pack_decrypt(
    struct archive *archive, void *context, const void **data) {
  struct pack *p = context;
  size_t n = 0;
  if (age_read(p->decrypted, data, &n) == OK)
    return (la_ssize_t)n;
  archive_set_error(archive, EINVAL, "%s", age_read_fault(p->decrypted));
  return -1;
}

/* Reads what libarchive had no use for, up to the end, which has to be there: somebody
 * may have cut off what follows the last file of the archive. */
static enum err pack_read_end(struct pack *p, char *why, size_t why_size) {
  const void *data;
  size_t n = 1;
  enum err e = OK;
  while (!e && n)
    e = age_read(p->decrypted, &data, &n);
  if (e)
    snprintf(why, why_size, "%s", age_read_fault(p->decrypted));
  return e;
}

/* Recognizes an encrypted file, and begins to decrypt it. */
static enum err pack_unlock(struct pack *p, int fd, const struct age_unlock *unlock,
    char *why, size_t why_size) {
  char first[32];
  ssize_t n = pread(fd, first, sizeof first, 0);
  enum age_kind kind = age_kind_of(first, n > 0 ? (size_t)n : 0);
  if (kind == AGE_NONE)
    return OK;
  if (kind == AGE_ENCRYPTED && unlock)
    return age_read_begin(&p->decrypted, fd, unlock, why, why_size);
  snprintf(why, why_size, "%s",
      kind == AGE_ARMORED
          ? "it is encrypted, and written as text: decrypt it with \"age -d\", and"
            " restore the result"
          : "it is encrypted: name the file with the secret key, --identity=FILE");
  return ERR_INVALID;
}

/* Only what pack_begin writes: each further format of libarchive would be one more
 * parser of bytes that may come from anybody. */
static enum err pack_open(struct pack *p, int fd, const struct age_unlock *unlock,
    char *why, size_t why_size) {
  enum err e = pack_unlock(p, fd, unlock, why, why_size);
  if (e)
    return e;
  if (archive_read_support_filter_gzip(p->archive) == ARCHIVE_OK &&
      archive_read_support_filter_zstd(p->archive) == ARCHIVE_OK &&
      archive_read_support_format_tar(p->archive) == ARCHIVE_OK &&
      (p->decrypted ? archive_read_open(p->archive, p, NULL, pack_decrypt, NULL)
                    : archive_read_open_fd(p->archive, fd, PACK_PART)) == ARCHIVE_OK)
    return OK;
  pack_fail(p, why, why_size);
  return ERR_INVALID;
}

enum err pack_read(const char *file, const struct age_unlock *unlock, pack_visit *visit,
    void *context, struct pack_total *total, char *why, size_t why_size) {
  struct stat st;
  char fault[FILE_WHY];
  int fd = -1;
  enum err e = file_open(file, FILE_FOLLOW, &fd, &st, fault);
  if (e) {
    snprintf(why, why_size, "%s %s", file, fault);
    return e;
  }
  struct archive *archive = archive_read_new();
  struct pack *p = pack_new(archive);
  e = p ? pack_open(p, fd, unlock, why, why_size) : ERR_NOMEM;
  if (!e)
    e = pack_read_all(p, visit, context, why, why_size);
  if (p && p->decrypted && !e)
    e = pack_read_end(p, why, why_size);
  else if (p && p->decrypted && *age_read_fault(p->decrypted))
    /* More to the point than what libarchive says about bytes that are missing. */
    snprintf(why, why_size, "%s", age_read_fault(p->decrypted));
  /* It ignores NULL. archive_read_open_fd does not close the descriptor. */
  archive_read_free(archive);
  if (p) {
    age_read_end(p->decrypted);
    crypto_generichash_final(&p->sum, p->total.sum, CRYPT_HASH);
  }
  if (!e)
    *total = p->total;
  free(p);
  close(fd);
  return e;
}
