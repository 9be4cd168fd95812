/* Fewer system calls for the write-ahead log: frames are collected, and written at once
 * before the log is synced. A layer over SQLite's own VFS ("The SQLite OS Interface or
 * VFS", sqlite.org/vfs.html), which does everything else. */
#ifndef DB_SQLITE_WAL_VFS_H
#define DB_SQLITE_WAL_VFS_H

/* The name to pass to sqlite3_open_v2; NULL, which is SQLite's own VFS, if this one
 * could not be registered. Not before sqlite3_config. The connection has to use
 * synchronous=FULL: an error of writing is reported when the log is synced. */
const char *wal_vfs_name(void);

#endif
