/* The most fused multiply-adds that this machine does: chains of vectors in registers, on as many threads as the first
   argument says. Prints 10^9 additions and multiplications a second, the best of several rounds. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX__)
#define LANES 8
#else
#define LANES 4
#endif
/* As many as hide the latency of two units, and fit into 16 registers beside the factors. */
#define CHAINS 12
#define STEPS 2000000L
#define ROUNDS 40
#define MOST_THREADS 256

typedef float vector __attribute__((vector_size(LANES * 4)));

static pthread_barrier_t start, end;
static volatile float sink;

static float chains(float seed) {
  vector sum[CHAINS], factor, term;
  for (int lane = 0; lane < LANES; lane++) {
    factor[lane] = 0.9999f + seed;
    term[lane] = 1e-4f;
  }
  for (int i = 0; i < CHAINS; i++) sum[i] = factor * (float)(i + 1);
  for (long step = 0; step < STEPS; step++) {
#pragma GCC unroll 12
    for (int i = 0; i < CHAINS; i++) sum[i] = sum[i] * factor + term;
  }
  float total = 0;
  for (int i = 0; i < CHAINS; i++) total += sum[i][0];
  return total;
}

static void *work(void *unused) {
  for (int round = 0; round < ROUNDS; round++) {
    pthread_barrier_wait(&start);
    sink = chains((float)round * 1e-9f);
    pthread_barrier_wait(&end);
  }
  return unused;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  int threads = count > 1 ? atoi(arguments[1]) : 1;
  if (threads < 1 || threads > MOST_THREADS) return 1;
  pthread_t ids[MOST_THREADS];
  pthread_barrier_init(&start, NULL, (unsigned)threads + 1);
  pthread_barrier_init(&end, NULL, (unsigned)threads + 1);
  for (int i = 0; i < threads; i++) pthread_create(&ids[i], NULL, work, NULL);
  double best = 1e9;
  for (int round = 0; round < ROUNDS; round++) {
    double before = seconds();
    pthread_barrier_wait(&start);
    pthread_barrier_wait(&end);
    double taken = seconds() - before;
    if (taken < best) best = taken;
  }
  for (int i = 0; i < threads; i++) pthread_join(ids[i], NULL);
  printf("%.1f\n", 2.0 * LANES * CHAINS * STEPS * threads / best / 1e9);
  return 0;
}
