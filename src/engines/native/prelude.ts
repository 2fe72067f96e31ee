import { teamType } from "./pool.ts";

/**
 * What every generated file begins with: types and the functions that print.ts names. LANES is the number of elements of a
 * vector. Where GCC has no portable word for one instruction, its builtin is named; clang has `__builtin_elementwise_*`.
 * The functions mean what WebAssembly's instructions mean: conversions saturate, max and min know NaN and signed zeros.
 */
export function prelude(lanes: number): string {
  const list = Array.from({ length: lanes }, () => "x").join(", ");
  const vectors =
    lanes === 1
      ? ""
      : `#define LANES ${lanes}\n#define SPLAT(type, x) ((type){${list}})\n${vectorPrelude}`;
  return `${scalarPrelude}${vectors}`;
}

const scalarPrelude = `typedef __UINTPTR_TYPE__ Pointer;
typedef __INTPTR_TYPE__ Offset;
#define INLINE static inline __attribute__((always_inline, unused))
#define KERNEL __attribute__((noinline, visibility("hidden")))
#define PART static __attribute__((noinline, unused))
#if defined(__FMA__) || defined(__aarch64__) || defined(__ARM_FEATURE_FMA)
#define FUSED 1
#else
#define FUSED 0
#endif
/* Who runs: the number of this thread, how many there are, and where they meet. */
${teamType}#ifdef __APPLE__
#define OWN extern __thread
#else
#define OWN extern __thread __attribute__((visibility("hidden"), tls_model("initial-exec")))
#endif
OWN int thread, threads;
OWN Team *team;
INLINE int share(int count, int part) { return (int)((long long)count * part / threads); }
INLINE void meet(void) { if (threads > 1) team->meet(team); }
/*
 * A loop whose iterations any thread may run. Each takes its own share in up to PARTS parts, then from the end of other
 * shares what nobody has begun: processors are not equally fast, and others use them too. All count such loops alike; who
 * comes first to a share writes down the loop and its parts that are left. Nobody leaves a loop before all is begun, so
 * shares of earlier loops have nothing left, and one of a later loop is done here.
 */
#define PARTS 64
OWN unsigned loops;
typedef struct { unsigned loop; int count, of, from, to; } Claim;
INLINE Claim claim(int count) { return (Claim){++loops, count, thread, 0, 0}; }
static __attribute__((noinline, unused)) int more(Claim *c) {
  if (threads == 1) {
    const int begun = c->to;
    c->to = c->count;
    return begun < c->count;
  }
  do {
    Share *s = &team->shares[c->of];
    const int first = share(c->count, c->of), own = share(c->count, c->of + 1) - first;
    const int size = (own + PARTS - 1) / PARTS;
    unsigned long long seen = __atomic_load_n(&s->state, __ATOMIC_ACQUIRE);
    while (own > 0) {
      const int later = (int)((unsigned)(seen >> 32) - c->loop), mine = c->of == thread;
      int next = (int)(seen >> 8 & 255), end = (int)(seen & 255);
      if (later < 0) {
        next = 0;
        end = (own + size - 1) / size;
      }
      if (later > 0 || next >= end) break;
      const int part = mine ? next++ : --end;
      const unsigned long long left = (unsigned long long)c->loop << 32 | (unsigned)(next << 8 | end);
      if (!__atomic_compare_exchange_n(&s->state, &seen, left, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) continue;
      c->from = first + part * size;
      c->to = part * size + size < own ? c->from + size : first + own;
      return 1;
    }
    c->of = c->of + 1 == threads ? 0 : c->of + 1;
  } while (c->of != thread);
  return 0;
}
INLINE int s_bits(float x) { int r; __builtin_memcpy(&r, &x, 4); return r; }
INLINE float s_float(int x) { float r; __builtin_memcpy(&r, &x, 4); return r; }
INLINE float s_fma(float x, float y, float z) { return FUSED ? __builtin_fmaf(x, y, z) : x * y + z; }
INLINE float s_sqrt_f(float x) { return __builtin_sqrtf(x); }
INLINE float s_floor_f(float x) { return __builtin_floorf(x); }
INLINE float s_ceil_f(float x) { return __builtin_ceilf(x); }
INLINE float s_trunc_f(float x) { return __builtin_truncf(x); }
INLINE float s_nearest_f(float x) { return __builtin_rintf(x); }
INLINE float s_abs_f(float x) { return __builtin_fabsf(x); }
INLINE int s_abs_i(int x) { int s = x >> 31; return (x ^ s) - s; }
INLINE float s_max_f(float x, float y) {
  if (x != x) return x;
  if (x == y) return s_float(s_bits(x) & s_bits(y));
  return x > y ? x : y;
}
INLINE float s_min_f(float x, float y) {
  if (x != x) return x;
  if (x == y) return s_float(s_bits(x) | s_bits(y));
  return x < y ? x : y;
}
INLINE float s_pseudoMax_f(float x, float y) { return x < y ? y : x; }
INLINE float s_pseudoMin_f(float x, float y) { return y < x ? y : x; }
#define EXTREMES(type, ending) \\
  INLINE type s_max_##ending(type x, type y) { return x < y ? y : x; } \\
  INLINE type s_min_##ending(type x, type y) { return y < x ? y : x; } \\
  INLINE type s_pseudoMax_##ending(type x, type y) { return x < y ? y : x; } \\
  INLINE type s_pseudoMin_##ending(type x, type y) { return y < x ? y : x; }
EXTREMES(int, i)
EXTREMES(unsigned, u)
EXTREMES(Pointer, p)
INLINE int s_to_i(float x) {
  if (!(x == x)) return 0;
  if (x >= 2147483648.f) return 2147483647;
  return x < -2147483648.f ? -2147483647 - 1 : (int)x;
}
INLINE unsigned s_to_u(float x) {
  if (!(x > 0.f)) return 0;
  return x >= 4294967296.f ? 4294967295u : (unsigned)x;
}
`;

const vectorPrelude = `typedef float vf __attribute__((vector_size(4 * LANES)));
typedef int vi __attribute__((vector_size(4 * LANES)));
typedef unsigned vu __attribute__((vector_size(4 * LANES)));
typedef unsigned char vb __attribute__((vector_size(LANES)));
typedef float mf __attribute__((vector_size(4 * LANES), aligned(4)));
typedef int mi __attribute__((vector_size(4 * LANES), aligned(4)));
typedef unsigned mu __attribute__((vector_size(4 * LANES), aligned(4)));
#if !defined(__clang__) && defined(__x86_64__)
typedef signed char b16 __attribute__((vector_size(16)));
typedef char c16 __attribute__((vector_size(16)));
typedef char c32 __attribute__((vector_size(32)));
typedef int i4 __attribute__((vector_size(16)));
typedef long long l2 __attribute__((vector_size(16)));
#endif
#define EACH(expression) { vf r; for (int i = 0; i < LANES; i++) r[i] = (expression); return r; }
INLINE vf splat_f(float x) { return SPLAT(vf, x); }
INLINE vi splat_i(int x) { return SPLAT(vi, x); }
INLINE vu splat_u(unsigned x) { return SPLAT(vu, x); }
INLINE vf v_select_f(vi m, vf x, vf y) { return (vf)(((vi)x & m) | ((vi)y & ~m)); }
INLINE vi v_select_i(vi m, vi x, vi y) { return (x & m) | (y & ~m); }
INLINE vu v_select_u(vi m, vu x, vu y) { return (x & (vu)m) | (y & ~(vu)m); }
INLINE vf v_abs_f(vf x) { return (vf)((vi)x & 0x7fffffff); }
INLINE vi v_abs_i(vi x) { vi s = x >> 31; return (x ^ s) - s; }
INLINE vi v_max_i(vi x, vi y) { return v_select_i((vi)(x < y), y, x); }
INLINE vi v_min_i(vi x, vi y) { return v_select_i((vi)(y < x), y, x); }
INLINE vu v_max_u(vu x, vu y) { return v_select_u((vi)(x < y), y, x); }
INLINE vu v_min_u(vu x, vu y) { return v_select_u((vi)(y < x), y, x); }
INLINE vf v_max_f(vf x, vf y) {
  vf r = v_select_f((vi)(x > y), x, y);
  r = v_select_f((vi)(x == y), (vf)((vi)x & (vi)y), r);
  return v_select_f((vi)(x != x), x, r);
}
INLINE vf v_min_f(vf x, vf y) {
  vf r = v_select_f((vi)(x < y), x, y);
  r = v_select_f((vi)(x == y), (vf)((vi)x | (vi)y), r);
  return v_select_f((vi)(x != x), x, r);
}
/* x in a register: compilers may prefer to read it from memory for each use. */
#if defined(__AVX512F__)
INLINE vf keep(vf x) { __asm__("" : "+v"(x)); return x; }
#elif defined(__x86_64__)
INLINE vf keep(vf x) { __asm__("" : "+x"(x)); return x; }
#elif defined(__aarch64__)
INLINE vf keep(vf x) { __asm__("" : "+w"(x)); return x; }
#else
INLINE vf keep(vf x) { return x; }
#endif
#ifdef __clang__
#define v_shuffle(x, y, ...) __builtin_shufflevector(x, y, __VA_ARGS__)
INLINE vf v_sqrt_f(vf x) { return __builtin_elementwise_sqrt(x); }
INLINE vf v_floor_f(vf x) { return __builtin_elementwise_floor(x); }
INLINE vf v_ceil_f(vf x) { return __builtin_elementwise_ceil(x); }
INLINE vf v_trunc_f(vf x) { return __builtin_elementwise_trunc(x); }
INLINE vf v_nearest_f(vf x) { return __builtin_elementwise_roundeven(x); }
INLINE vf v_fma(vf x, vf y, vf z) { return FUSED ? __builtin_elementwise_fma(x, y, z) : x * y + z; }
#else
#define v_shuffle(x, y, ...) __builtin_shuffle(x, y, (vi){__VA_ARGS__})
#if defined(__AVX512F__) && LANES == 16
INLINE vf v_sqrt_f(vf x) { return __builtin_ia32_sqrtps512_mask(x, x, -1, 4); }
#define ROUND(name, mode) INLINE vf v_##name##_f(vf x) { return __builtin_ia32_rndscaleps_mask(x, mode, x, -1, 4); }
INLINE vf v_fma(vf x, vf y, vf z) { return __builtin_ia32_vfmaddps512_mask(x, y, z, -1, 4); }
#elif defined(__AVX__) && LANES == 8
INLINE vf v_sqrt_f(vf x) { return __builtin_ia32_sqrtps256(x); }
#define ROUND(name, mode) INLINE vf v_##name##_f(vf x) { return __builtin_ia32_roundps256(x, mode); }
#ifdef __FMA__
INLINE vf v_fma(vf x, vf y, vf z) { return __builtin_ia32_vfmaddps256(x, y, z); }
#else
INLINE vf v_fma(vf x, vf y, vf z) { return x * y + z; }
#endif
#elif defined(__SSE4_1__) && LANES == 4
INLINE vf v_sqrt_f(vf x) { return __builtin_ia32_sqrtps(x); }
#define ROUND(name, mode) INLINE vf v_##name##_f(vf x) { return __builtin_ia32_roundps(x, mode); }
#ifdef __FMA__
INLINE vf v_fma(vf x, vf y, vf z) { return __builtin_ia32_vfmaddps(x, y, z); }
#else
INLINE vf v_fma(vf x, vf y, vf z) { return x * y + z; }
#endif
#else
INLINE vf v_sqrt_f(vf x) EACH(__builtin_sqrtf(x[i]))
INLINE vf v_floor_f(vf x) EACH(__builtin_floorf(x[i]))
INLINE vf v_ceil_f(vf x) EACH(__builtin_ceilf(x[i]))
INLINE vf v_trunc_f(vf x) EACH(__builtin_truncf(x[i]))
INLINE vf v_nearest_f(vf x) EACH(__builtin_rintf(x[i]))
#if defined(__aarch64__) && LANES == 4
#include <arm_neon.h>
INLINE vf v_fma(vf x, vf y, vf z) { return (vf)vfmaq_f32((float32x4_t)z, (float32x4_t)x, (float32x4_t)y); }
#else
INLINE vf v_fma(vf x, vf y, vf z) EACH(s_fma(x[i], y[i], z[i]))
#endif
#endif
#ifdef ROUND
ROUND(nearest, 8)
ROUND(floor, 9)
ROUND(ceil, 10)
ROUND(trunc, 11)
#endif
#endif
#if !defined(__clang__) && defined(__AVX512F__) && LANES == 16
INLINE vf v_pseudoMax_f(vf x, vf y) { return __builtin_ia32_maxps512_mask(y, x, x, -1, 4); }
INLINE vf v_pseudoMin_f(vf x, vf y) { return __builtin_ia32_minps512_mask(y, x, x, -1, 4); }
INLINE vi v_truncated(vf x) { return (vi)__builtin_ia32_cvttps2dq512_mask(x, (vi)x, -1, 4); }
#elif !defined(__clang__) && defined(__AVX__) && LANES == 8
INLINE vf v_pseudoMax_f(vf x, vf y) { return __builtin_ia32_maxps256(y, x); }
INLINE vf v_pseudoMin_f(vf x, vf y) { return __builtin_ia32_minps256(y, x); }
INLINE vi v_truncated(vf x) { return (vi)__builtin_ia32_cvttps2dq256(x); }
#elif !defined(__clang__) && defined(__SSE2__) && LANES == 4
INLINE vf v_pseudoMax_f(vf x, vf y) { return __builtin_ia32_maxps(y, x); }
INLINE vf v_pseudoMin_f(vf x, vf y) { return __builtin_ia32_minps(y, x); }
INLINE vi v_truncated(vf x) { return (vi)__builtin_ia32_cvttps2dq(x); }
#else
INLINE vf v_pseudoMax_f(vf x, vf y) { return v_select_f((vi)(x < y), y, x); }
INLINE vf v_pseudoMin_f(vf x, vf y) { return v_select_f((vi)(y < x), y, x); }
/* Truncated; the smallest integer where it does not fit. */
INLINE vi v_truncated(vf x) {
  vi fits = (vi)(x < 2147483648.f) & (vi)(x >= -2147483648.f);
  vi r = __builtin_convertvector((vf)((vi)x & fits), vi);
  return v_select_i(fits, r, splat_i(-2147483647 - 1));
}
#endif
INLINE vi v_to_i(vf x) {
  /* What does not fit has become the smallest integer: the largest where x is large, 0 where it is no number. */
  vi r = v_truncated(x) ^ (vi)(x >= 2147483648.f);
  return r & (vi)(x == x);
}
INLINE vu v_to_u(vf x) {
  vi high = (vi)(x >= 2147483648.f);
  vf rest = v_select_f(high, x - 2147483648.f, v_select_f((vi)(x > 0.f), x, splat_f(0.f)));
  vu r = (vu)v_to_i(rest) | ((vu)high & 0x80000000u);
  return r | (vu)(vi)(x >= 4294967296.f);
}
#if !defined(__clang__) && defined(__AVX512F__) && LANES == 16
INLINE vi load_b(Pointer p) { c16 b; __builtin_memcpy(&b, (const void *)p, 16); return __builtin_ia32_pmovzxbd512_mask(b, (vi){}, -1); }
INLINE void store_b(Pointer p, vi x) { c16 b = (c16)__builtin_ia32_pmovdb512_mask(x, (c16){}, -1); __builtin_memcpy((void *)p, &b, 16); }
#elif !defined(__clang__) && defined(__AVX2__) && LANES == 8
INLINE vi load_b(Pointer p) { long long b; __builtin_memcpy(&b, (const void *)p, 8); return __builtin_ia32_pmovzxbd256((c16)(l2){b, 0}); }
INLINE void store_b(Pointer p, vi x) {
  const c32 low = {0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
  vi b = (vi)__builtin_ia32_pshufb256((c32)x, low);
  int parts[2] = {b[0], b[4]};
  __builtin_memcpy((void *)p, parts, 8);
}
#elif !defined(__clang__) && defined(__SSE4_1__) && LANES == 4
INLINE vi load_b(Pointer p) { int b; __builtin_memcpy(&b, (const void *)p, 4); return __builtin_ia32_pmovzxbd128((c16)(i4){b, 0, 0, 0}); }
INLINE void store_b(Pointer p, vi x) {
  const c16 low = {0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
  int b = ((i4)__builtin_ia32_pshufb128((c16)x, low))[0];
  __builtin_memcpy((void *)p, &b, 4);
}
#else
INLINE vi load_b(Pointer p) { vb b; __builtin_memcpy(&b, (const void *)p, LANES); return __builtin_convertvector(b, vi); }
INLINE void store_b(Pointer p, vi x) { vb b = __builtin_convertvector(x, vb); __builtin_memcpy((void *)p, &b, LANES); }
#endif
`;
