// What Swift cannot say: the sign bits of a vector as an integer (movemask). SSE2 is part of every x86-64,
// NEON of every arm64; elsewhere `ByteMask` in FuzzyMatching does the same in Swift, eight bytes at a time.
#ifndef BYTE_MASK_H
#define BYTE_MASK_H

#include <stdint.h>

#if defined(__SSE2__)

#include <emmintrin.h>

// Bit i is set where (text[i] | case bit) == value, for the 16 bytes from text. The value stands 16 times at
// wanted, the case bit 16 times after it. No alignment is asked for.
static inline uint32_t byte_mask_16(const uint8_t *text, const void *wanted) {
  const __m128i *vectors = (const __m128i *)wanted;
  __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
  bytes = _mm_or_si128(bytes, _mm_loadu_si128(vectors + 1));
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_loadu_si128(vectors)));
}

// Bit i is set where text[i] >= 0x80, for the 16 bytes from text.
static inline uint32_t byte_mask_high_16(const uint8_t *text) {
  return (uint32_t)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)text));
}

// Bit i is set where text[i] is an ASCII letter or digit, for the 16 bytes from text.
static inline uint32_t byte_mask_word_16(const uint8_t *text) {
  __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
  __m128i letters = _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
  __m128i digits = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
  letters = _mm_cmpeq_epi8(_mm_min_epu8(letters, _mm_set1_epi8(25)), letters);
  digits = _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits);
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(letters, digits));
}

#elif defined(__aarch64__)

#include <arm_neon.h>

static inline uint32_t byte_mask_of_lanes(uint8x16_t lanes) {
  const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t bits = vandq_u8(lanes, weights);
  return (uint32_t)vaddv_u8(vget_low_u8(bits)) | (uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
}

static inline uint32_t byte_mask_16(const uint8_t *text, const void *wanted) {
  const uint8_t *vectors = (const uint8_t *)wanted;
  uint8x16_t bytes = vorrq_u8(vld1q_u8(text), vld1q_u8(vectors + 16));
  return byte_mask_of_lanes(vceqq_u8(bytes, vld1q_u8(vectors)));
}

static inline uint32_t byte_mask_high_16(const uint8_t *text) {
  return byte_mask_of_lanes(vcgeq_u8(vld1q_u8(text), vdupq_n_u8(0x80)));
}

static inline uint32_t byte_mask_word_16(const uint8_t *text) {
  uint8x16_t bytes = vld1q_u8(text);
  uint8x16_t letters = vsubq_u8(vorrq_u8(bytes, vdupq_n_u8(0x20)), vdupq_n_u8('a'));
  uint8x16_t digits = vsubq_u8(bytes, vdupq_n_u8('0'));
  return byte_mask_of_lanes(
      vorrq_u8(vcleq_u8(letters, vdupq_n_u8(25)), vcleq_u8(digits, vdupq_n_u8(9))));
}

#endif

// Asks for memory that will be read soon.
static inline void byte_mask_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
