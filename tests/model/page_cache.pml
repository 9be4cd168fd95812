/* The page cache's protocol (docs/page-cache.md), for spin. tests/e2e/test_model.py checks
 * it, and that each MUTANT, a protocol without one of its rules, is found wrong.
 *
 * The database holds a number of comments, which both pages show. A page that is stored is
 * the number that it shows, or NONE. Writers add comments in batches, in which a part may
 * be refused, and they may die at any moment. `seen` is the highest number that any reader
 * has been shown: nobody may be shown a lower one afterwards, and none below what was
 * acknowledged. */

#define NONE 15
#define PAGES 2

byte db = 0;           /* comments that are committed */
byte page[PAGES] = 0;  /* both are stored at first */
bool kept[PAGES] = false;
bool sqlite = false;   /* SQLite's lock for writing */
bool exclusive = false;
byte shared = 0;       /* of the lock file */
byte acknowledged = 0; /* comments whose senders were told that they are stored */
byte told = 0;         /* what the database held when the last of them was told */
byte seen = 0;

/* Nobody is told that a comment is stored which is not. */
#define TELL(number) acknowledged = acknowledged + number; \
                     assert(acknowledged <= db); RAISE(told, new)
#define RAISE(what, to) atomic { if :: to > what -> what = to :: else fi }
#define ANY_KEPT (kept[0] || kept[1])

/* Who gets the lock and finds pages that are kept evicts them: their writer is dead. */
inline evict_left() {
#ifndef MUTANT_LEAVE_KEPT
  if :: kept[0] -> page[0] = NONE :: else fi;
  if :: kept[1] -> page[1] = NONE :: else fi;
  kept[0] = false;
  kept[1] = false
#else
  skip
#endif
}

inline lock_shared() {
  do
  :: atomic { !exclusive && !ANY_KEPT -> shared++; break }
  :: atomic { !exclusive && shared == 0 && ANY_KEPT -> evict_left(); shared++; break }
  od
}

/* What a response shows that was read from the database: it waits while pages are
 * replaced. */
inline respond(shown) {
#ifndef MUTANT_DO_NOT_SETTLE
  if
  :: ANY_KEPT -> lock_shared(); shared--
  :: else
  fi;
#endif
  RAISE(seen, shown)
}

/* The kernel releases the locks of a process that dies. SQLite rolls back. */
#define DIE atomic { if :: holds -> exclusive = false :: else fi; \
                     if :: begun -> sqlite = false :: else fi; goto dead }
#define MAY_DIE if :: DIE :: skip fi

proctype writer() {
  byte new, parts, i;
  bool holds = false, begun = false, failed = false;

  atomic { !sqlite -> sqlite = true; begun = true }
  /* One or two comments were sent; one of two may be refused. */
  if
  :: new = db + 1; parts = 1
  :: new = db + 2; parts = 2
  :: new = db + 1; parts = 2
  fi;
  MAY_DIE;
#ifndef MUTANT_NO_LOCK
  atomic { !exclusive && shared == 0 -> exclusive = true; holds = true; evict_left() }
#endif
#ifndef MUTANT_EVICT_AFTER_COMMIT
  i = 0;
  do
  :: i < PAGES ->
     if /* a page that was read is kept */
     :: atomic { page[i] != NONE -> kept[i] = true }
     :: page[i] = NONE
     fi;
     i++
  :: else -> break
  od;
#endif
  MAY_DIE;
#ifdef MUTANT_ACKNOWLEDGE_FIRST
  atomic { TELL(new - db) };
  MAY_DIE;
#endif
#ifdef MUTANT_UNLOCK_BEFORE_COMMIT
  exclusive = false; holds = false;
#endif
  /* COMMIT: it succeeds, fails, or fails although it has reached the disk. */
  atomic {
    parts = parts - (new - db); /* the part that was refused */
    i = new - db;
    if
    :: db = new
    :: failed = true
    :: db = new; failed = true
    fi;
    sqlite = false; begun = false
  };
  new = db;
#ifdef MUTANT_ACKNOWLEDGE_REFUSED
  i = i + parts;
#endif
  MAY_DIE;
#ifdef MUTANT_EVICT_AFTER_COMMIT
  page[0] = NONE;
  page[1] = NONE;
#endif
#ifdef MUTANT_ACKNOWLEDGE_BEFORE_REPLACING
  if :: !failed -> atomic { TELL(i); i = 0 } :: else fi;
#endif
#ifdef MUTANT_KEEP_AFTER_FAILURE
  if :: failed -> atomic { kept[0] = false; kept[1] = false } :: else fi;
#endif
  /* pagecache_replace: all kept pages are evicted. Then the new ones that could be
   * rendered are moved into place. */
#ifndef MUTANT_ONE_AFTER_THE_OTHER
  if :: kept[0] -> page[0] = NONE :: else fi;
  MAY_DIE;
  if :: kept[1] -> page[1] = NONE :: else fi;
  MAY_DIE;
#endif
  if
  :: kept[0] && !failed -> page[0] = new
  :: page[0] = NONE
  fi;
  MAY_DIE;
  if
  :: kept[1] && !failed -> page[1] = new
  :: page[1] = NONE
  fi;
  atomic { kept[0] = false; kept[1] = false };
  if :: holds -> atomic { exclusive = false; holds = false } :: else fi;
  MAY_DIE;
#ifndef MUTANT_ACKNOWLEDGE_FIRST
  if
  :: failed
  :: else -> atomic { TELL(i) }
  fi;
#endif
dead:
  skip
}

/* Renders a page, stores it if it is still current, and sends it. */
proctype publisher() {
  byte version, i;
  version = db;
  if :: i = 0 :: i = 1 fi;
#ifndef MUTANT_PUBLISH_WITHOUT_LOCK
  lock_shared();
#endif
  if
#ifndef MUTANT_DO_NOT_LOOK_AGAIN
  :: version == db ->
#else
  :: true ->
#endif
     page[i] = version
  :: else
  fi;
#ifndef MUTANT_PUBLISH_WITHOUT_LOCK
  shared--;
#endif
  RAISE(seen, version)
}

/* A reader of the program's own responses, such as search results, which are not
 * stored. The request begins after everything that was acknowledged or seen. */
proctype direct() {
  byte version;
  version = db;
  respond(version)
}

inline look(i) {
  assert(page[i] >= told);
  assert(page[i] >= seen);
  RAISE(seen, page[i])
}

/* A reader of the web server, which sends whatever is stored. */
proctype reader() {
end:
  do
  :: atomic { page[0] != NONE -> look(0) }
  :: atomic { page[1] != NONE -> look(1) }
  od
}

/* The test checks several mixes of these: all at once would have too many states. */
init {
  atomic {
    run reader();
#ifdef TWO_WRITERS
    run writer();
#endif
    run writer();
#ifdef TWO_PUBLISHERS
    run publisher();
#endif
#ifdef PUBLISHER
    run publisher();
#endif
#ifdef DIRECT
    run direct();
#endif
  }
}
