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

  static float bfloat16ToFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int magnitude = bits & 0x7fff;
    if (magnitude >= HALF_INFINITY) {
      return Float.intBitsToFloat(sign | FLOAT_INFINITY | (magnitude - HALF_INFINITY) << 13);
    }
    float absolute =
        magnitude < 0x400
            ? magnitude * 0x1p-24f // subnormal
            : Float.intBitsToFloat((magnitude << 13) + (112 << 23));
    return sign == 0 ? absolute : -absolute;
  }
}
