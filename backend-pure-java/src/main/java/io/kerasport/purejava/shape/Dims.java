package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;

/**
 * Arithmetic on dimensions that may be unknown (-1). Follows TensorFlow's {@code InferenceContext},
 * where a neutral or absorbing operand decides even beside an unknown one.
 */
final class Dims {
  static final long UNKNOWN = Shape.UNKNOWN_DIM;

  private Dims() {}

  static boolean known(long dim) {
    return dim != UNKNOWN;
  }

  static long add(long a, long b) {
    if (a == 0) {
      return b;
    }
    if (b == 0) {
      return a;
    }
    if (!known(a) || !known(b)) {
      return UNKNOWN;
    }
    try {
      return nonNegative(Math.addExact(a, b), a + " + " + b);
    } catch (ArithmeticException e) {
      throw new ShapeException("the dimension " + a + " + " + b + " is too large");
    }
  }

  static long subtract(long a, long b) {
    if (b == 0) {
      return a;
    }
    return known(a) && known(b) ? nonNegative(a - b, a + " - " + b) : UNKNOWN;
  }

  static long multiply(long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    if (a == 1) {
      return b;
    }
    if (b == 1) {
      return a;
    }
    if (!known(a) || !known(b)) {
      return UNKNOWN;
    }
    try {
      return Math.multiplyExact(a, b);
    } catch (ArithmeticException e) {
      throw new ShapeException("the dimension " + a + " * " + b + " is too large");
    }
  }

  /** Rounds down. */
  static long divide(long a, long divisor) {
    if (divisor == 1) {
      return a;
    }
    if (!known(a) || !known(divisor)) {
      return UNKNOWN;
    }
    if (divisor <= 0) {
      throw new ShapeException("a dimension is divided by " + divisor + ", expected at least 1");
    }
    return a / divisor;
  }

  /** A remainder is an error. */
  static long divideExactly(long a, long divisor) {
    long quotient = divide(a, divisor);
    if (known(quotient) && quotient * divisor != a) {
      throw new ShapeException("dimension " + a + " is not divisible by " + divisor);
    }
    return quotient;
  }

  /** The dimension that two must share. */
  static long merge(long a, long b) {
    if (a == b || !known(b)) {
      return a;
    }
    if (!known(a)) {
      return b;
    }
    throw new ShapeException("dimensions should be equal, found " + a + " and " + b);
  }

  static long min(long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    return known(a) && known(b) ? Math.min(a, b) : UNKNOWN;
  }

  static long max(long a, long b) {
    return known(a) && known(b) ? Math.max(a, b) : UNKNOWN;
  }

  private static long nonNegative(long dim, String expression) {
    if (dim < 0) {
      throw new ShapeException("the dimension " + expression + " = " + dim + " is negative");
    }
    return dim;
  }
}
