package io.kerasport.graph;

/** The 16-bit patterns of float32 values, rounded to nearest even (IEEE 754 and bfloat16). */
final class HalfFloat {
  private static final int FLOAT_INFINITY = 0x7f800000;
  private static final int HALF_INFINITY = 0x7c00;

  private HalfFloat() {}

  static short bfloat16FromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 0x40);
    }
    int halfUlp = 0x7fff + (bits >>> 16 & 1);
    return (short) (bits + halfUlp >>> 16);
  }

  static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= FLOAT_INFINITY) {
      return (short) (sign | HALF_INFINITY | (magnitude > FLOAT_INFINITY ? 0x200 : 0));
    }
    float absolute = Float.intBitsToFloat(magnitude);
    if (absolute >= 65520f) {
      return (short) (sign | HALF_INFINITY);
    }
    if (absolute < 0x1p-14f) {
      // Subnormal halves are multiples of 2^-24; rint rounds to nearest even.
      return (short) (sign | (int) Math.rint(absolute * 0x1p24));
    }
    int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
    return (short) (sign | rounded - (112 << 23) >>> 13);
  }
}
