/* How machines that share a database keep their pages current (docs/several-machines.md),
 * for spin. tests/e2e/test_model.py checks it, and that each MUTANT, a protocol without one
 * of its rules, is found wrong.
 *
 * One machine makes changes; of the other one, which has pages, the process that renews the lease,
 * the process that watches the lease, a process that stores pages, and the web server are
 * here. A page is the number of the change that it shows. Nobody may be shown less than
 * what was acknowledged.
 *
 * Time is in what may happen when: a lease may run out at any moment, and who waits for a
 * confirmation gives up only when a lease that began before that wait has run out, and
 * the watching process has had its turn. */

#define NONE 15
#define CHANGES 3

byte db = 0;            /* the last change that is committed */
byte told = 0;          /* the last one that was acknowledged */

/* The other machine, in the database */
bool live = false;
byte confirmed = 0;

/* and by itself */
bool lease = false;     /* it may use its pages */
byte leased = 0;        /* the change that was newest when that began */
bool pending = false;   /* a lease that is being renewed has not run out */
byte asked = 0;         /* likewise */
bool current = false;   /* the link that the web server follows */
byte epoch = 0;
byte page = NONE;
bool storing = false;   /* a process has the lock, shared */

/* Whether a lease has run out that began before the wait for `change`: then pages are not
 * used any more. */
#define LASTS(change) ((lease && leased < change) || (pending && asked < change))
#ifdef MUTANT_NO_WATCH
#define RUN_OUT(change) !LASTS(change)
#else
#define RUN_OUT(change) (!LASTS(change) && (lease || !current))
#endif

proctype writer() {
  byte change, i = 0;
  bool others;
  do
  :: i < CHANGES ->
     i++;
#ifdef MUTANT_JOIN_BESIDE_CHANGES
     others = live;
     atomic { db++; change = db };
#else
     atomic { others = live; db++; change = db };
#endif
#ifndef MUTANT_IGNORE_LEASES
     if
     :: !others
     :: else ->
        if
        :: !live || confirmed >= change
        /* The database may be out of reach, so that the other machine is not told. */
        :: atomic { RUN_OUT(change) && confirmed < change ->
             if :: live = false :: skip fi }
        fi
     fi;
#endif
     told = change
  :: else -> break
  od
}

/* It may die at any moment, and begins again. */
#define MAY_DIE if :: goto begin :: skip fi

proctype renewer() {
  byte newest;
begin:
end:
  do
  :: !lease ->
     /* A new lease, with an empty epoch. */
     pending = false;
     current = false;
     MAY_DIE;
     atomic { pending = true; asked = db };
     atomic {
       !storing ->
#ifndef MUTANT_JOIN_WITH_PAGES
       page = NONE;
#endif
       epoch = (epoch + 1) % 3;
       current = true;
       live = true;
       confirmed = db;
       asked = db
     };
     MAY_DIE;
     atomic { lease = pending; leased = asked; pending = false }
  :: lease ->
#ifdef MUTANT_BEGIN_LATE
     newest = db;
     atomic { pending = true; asked = db };
#else
     atomic { pending = true; asked = db };
     newest = db;
#endif
     MAY_DIE;
#ifdef MUTANT_CONFIRM_FIRST
     if :: atomic { live -> confirmed = newest } :: else -> lease = false; goto begin fi;
     MAY_DIE;
#endif
     /* The pages that the others have evicted, or all of them with a new epoch. */
#ifdef MUTANT_EVICT_WITHOUT_LOCK
     page = NONE;
#else
     if
     :: newest == confirmed
     :: atomic { newest != confirmed && !storing -> page = NONE }
     :: atomic { newest != confirmed && !storing ->
          page = NONE; epoch = (epoch + 1) % 3; current = true }
     fi;
#endif
     MAY_DIE;
#ifndef MUTANT_CONFIRM_FIRST
     atomic {
       if
       :: live -> confirmed = newest
       :: else ->
#ifndef MUTANT_RENEW_WHAT_WAS_LOST
          lease = false; current = false; goto begin
#else
          skip
#endif
       fi
     };
#endif
     MAY_DIE;
#ifdef MUTANT_RENEW_WHAT_WAS_LOST
     atomic { lease = pending; leased = asked; pending = false }
#else
     /* Too late is as good as lost. */
     atomic {
       if :: lease && pending -> leased = asked :: else -> lease = false; current = false fi;
       pending = false
     }
#endif
  od
}

/* A lease runs out, wherever that process is. */
proctype time() {
end:
  do
  :: atomic { lease -> lease = false }
  :: atomic { pending -> pending = false }
  od
}

#ifndef MUTANT_NO_WATCH
proctype watch() {
end:
  do
  :: atomic { !lease && !pending && current -> current = false }
  od
}
#endif

/* Renders a page, and stores it if it is still current. */
proctype publisher() {
  byte version, began, i = 0;
  do
  :: i < 2 ->
     i++;
     atomic { version = db; began = epoch };
     storing = true;
     if
#ifdef MUTANT_DO_NOT_LOOK_AGAIN
     :: lease && current && epoch == began -> page = version
#else
     :: lease && current && epoch == began && db == version -> page = version
#endif
     :: else
     fi;
     storing = false
  :: else -> break
  od
}

/* The web server sends whatever is there. */
proctype reader() {
end:
  do
  :: atomic { current && page != NONE -> assert(page >= told) }
  od
}

init {
  atomic {
    run writer(); run renewer(); run time(); run publisher(); run reader();
#ifndef MUTANT_NO_WATCH
    run watch();
#endif
  }
}
