/** What programs know of the threads that run them: where all meet, and how far each is with its share of a loop. */
export const teamType: string = `typedef struct { _Alignas(64) unsigned long long state; } Share;
typedef struct Team { void (*meet)(struct Team *); Share shares[256]; } Team;
`;

/**
 * The threads of native programs, as C: one pool in a process, which starts threads when a program first asks for them
 * and keeps them. `start` runs a program on several threads, the caller's among them, and returns when all are done;
 * calls from several places go one after the other. Where all meet, threads spin, 1,000 pauses and then 20,000 more, for
 * to wake up takes longer than others are late; but not for a while after those were in vain: who is waited for may need
 * the core. (Two threads on two cores of a shared machine, in turns with 2,000 pauses and sleep: 1.05 to 1.1 times as fast;
 * beside a process that keeps a core busy, 1.1 to 1.2.) Counter and generation lie in cache lines of their own, so that
 * who arrives does not disturb who looks.
 */
export const poolSource: string = `#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#ifdef __linux__
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif
typedef __UINTPTR_TYPE__ Pointer;
${teamType}typedef void Run(Pointer memory, const long long *places, long long steps, int own, int count, Team *all);
#if defined(__x86_64__)
#define PAUSE __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE __asm__ __volatile__("yield")
#else
#define PAUSE ((void)0)
#endif
#define SPINS 2000
#define FEW_SPINS 1000
#define MANY_SPINS 20000
#define SHORTEST_REST 10000 /* microseconds */
#define LONGEST_REST 320000
#define MOST 256

/* Something that changes, and those who wait for it. */
typedef struct {
  _Alignas(64) atomic_uint value;
  _Alignas(64) atomic_int sleepers;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
} Signal;

#ifdef __linux__
/* One call to sleep and one to wake, and no lock that those who wake must get one after the other. */
static void sleep_until_changed(Signal *s, unsigned seen) {
  atomic_fetch_add(&s->sleepers, 1);
  while (atomic_load(&s->value) == seen) syscall(SYS_futex, &s->value, FUTEX_WAIT_PRIVATE, seen, 0, 0, 0);
  atomic_fetch_sub(&s->sleepers, 1);
}

static void wake_sleepers(Signal *s) { syscall(SYS_futex, &s->value, FUTEX_WAKE_PRIVATE, MOST, 0, 0, 0); }
#else
static void sleep_until_changed(Signal *s, unsigned seen) {
  pthread_mutex_lock(&s->mutex);
  atomic_fetch_add(&s->sleepers, 1);
  while (atomic_load(&s->value) == seen) pthread_cond_wait(&s->changed, &s->mutex);
  atomic_fetch_sub(&s->sleepers, 1);
  pthread_mutex_unlock(&s->mutex);
}

static void wake_sleepers(Signal *s) {
  pthread_mutex_lock(&s->mutex);
  pthread_cond_broadcast(&s->changed);
  pthread_mutex_unlock(&s->mutex);
}
#endif

static int changes(Signal *s, unsigned seen, int spins) {
  for (int i = 0; i < spins; i++) {
    if (atomic_load_explicit(&s->value, memory_order_acquire) != seen) return 1;
    PAUSE;
  }
  return 0;
}

static long long microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void await_change(Signal *s, unsigned seen) {
  if (!changes(s, seen, SPINS)) sleep_until_changed(s, seen);
}

static void change(Signal *s) {
  atomic_fetch_add(&s->value, 1);
  if (atomic_load(&s->sleepers) != 0) wake_sleepers(s);
}

#define SIGNAL {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER}
static Signal passed = SIGNAL; /* barriers */
static Signal begun = SIGNAL;  /* jobs */
static Signal ended = SIGNAL;  /* jobs that a worker is done with */
static _Alignas(64) atomic_int arrived;
static atomic_int quits;
static struct { Run *run; Pointer memory; const long long *places; long long steps; int count; } job;
static pthread_t workers[MOST];
static unsigned first[MOST]; /* jobs before a worker was there */
static int started;
static pthread_mutex_t one_job = PTHREAD_MUTEX_INITIALIZER;

/* Who is waited for may need this core: after spinning long in vain, a thread does not for a while, longer each time. */
static void await_others(unsigned generation) {
  static __thread long long again = 0, rest = SHORTEST_REST;
  if (changes(&passed, generation, FEW_SPINS)) return;
  const long long now = microseconds();
  if (now >= again) {
    if (changes(&passed, generation, MANY_SPINS)) {
      if (rest > SHORTEST_REST) rest /= 2;
      return;
    }
    again = now + rest;
    if (rest < LONGEST_REST) rest *= 2;
  }
  sleep_until_changed(&passed, generation);
}

static void meet(Team *team) {
  (void)team;
  const unsigned generation = atomic_load_explicit(&passed.value, memory_order_relaxed);
  if (atomic_fetch_add(&arrived, 1) == job.count - 1) {
    atomic_store(&arrived, 0);
    change(&passed);
  } else {
    await_others(generation);
  }
}

static Team team = {.meet = meet};

static void *work(void *own) {
  const int number = (int)(Pointer)own;
  unsigned seen = first[number];
  for (;;) {
    await_change(&begun, seen);
    if (atomic_load(&quits)) return 0;
    seen++;
    if (number < job.count) job.run(job.memory, job.places, job.steps, number, job.count, &team);
    change(&ended);
  }
}

/* Runs on as many threads as there are, at most \`count\`. Returns how many. */
int start(Run *run, Pointer memory, const long long *places, long long steps, int count) {
  pthread_mutex_lock(&one_job);
  if (count > MOST) count = MOST;
  while (started < count - 1) {
    first[started + 1] = atomic_load(&begun.value);
    if (pthread_create(&workers[started], 0, work, (void *)(Pointer)(started + 1)) != 0) break;
    started++;
  }
  if (count > started + 1) count = started + 1;
  job.run = run;
  job.memory = memory;
  job.places = places;
  job.steps = steps;
  job.count = count;
  for (int i = 0; i < count; i++) team.shares[i].state = 0; /* loops are counted anew */
  const unsigned before = atomic_load(&ended.value);
  if (started > 0) change(&begun);
  run(memory, places, steps, 0, count, &team);
  for (unsigned now; (now = atomic_load(&ended.value)) - before < (unsigned)started;)
    await_change(&ended, now);
  pthread_mutex_unlock(&one_job);
  return count;
}

__attribute__((destructor)) static void finish(void) {
  atomic_store(&quits, 1);
  change(&begun);
  for (int i = 0; i < started; i++) pthread_join(workers[i], 0);
}
`;
