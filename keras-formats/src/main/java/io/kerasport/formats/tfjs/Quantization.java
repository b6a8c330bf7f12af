package io.kerasport.formats.tfjs;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import java.nio.ByteBuffer;

/**
 * How a weight was made smaller, and how TensorFlow.js makes it whole again: {@code stored * scale
 * + min} in double precision, rounded to the weight's type; half precision is only widened.
 *
 * @param width bytes of a stored element
 * @param half whether elements are halves
 * @param target the weight's type, float32 or int32
 */
record Quantization(int width, boolean half, double scale, double min, DType target) {
  static Quantization of(Config config, DType target) {
    boolean known = target == DType.FLOAT || target == DType.INT32;
    return switch (config.string("dtype")) {
      case "uint8" -> affine(config, 1, target, known);
      case "uint16" -> affine(config, 2, target, known);
      case "float16" -> {
        if (target != DType.FLOAT) {
          throw unknown(config);
        }
        yield new Quantization(2, true, 1, 0, target);
      }
      default -> throw unknown(config);
    };
  }

  private static Quantization affine(Config config, int width, DType target, boolean known) {
    if (!known) {
      throw unknown(config);
    }
    return new Quantization(width, false, config.number("scale"), config.number("min"), target);
  }

  private static ConfigException unknown(Config config) {
    return new ConfigException(
        "quantization", "uint8, uint16 or, of float32, float16", config.get("dtype"));
  }

  /** Restores one element from the first buffer into the second. */
  void restore(ByteBuffer stored, ByteBuffer into) {
    if (half) {
      into.putFloat(widened(stored.getShort()));
      return;
    }
    int value =
        width == 1 ? Byte.toUnsignedInt(stored.get()) : Short.toUnsignedInt(stored.getShort());
    double restored = value * scale + min;
    if (target == DType.FLOAT) {
      into.putFloat((float) restored);
    } else {
      into.putInt((int) Math.floor(restored + 0.5)); // as JavaScript rounds
    }
  }

  private static float widened(short bits) {
    int sign = bits & 0x8000;
    int exponent = bits >>> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign << 16 | wide << 23 | fraction << 13);
  }
}
