package io.kerasport.model;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The static shape of a tensor: a known rank with dimensions that may be unknown, or an unknown
 * rank.
 *
 * <p>An unknown dimension is {@link #UNKNOWN_DIM}, as in TensorFlow's {@code TensorShapeProto}.
 */
public final class Shape {
  /** The size of a dimension that is not known before the graph runs. */
  public static final long UNKNOWN_DIM = -1;

  private static final Shape UNKNOWN = new Shape(null);
  private static final Shape SCALAR = new Shape(new long[0]);

  private final long @Nullable [] dims;

  private Shape(long @Nullable [] dims) {
    this.dims = dims;
  }

  /** A shape of unknown rank. */
  public static Shape unknown() {
    return UNKNOWN;
  }

  /** The shape of a scalar. */
  public static Shape scalar() {
    return SCALAR;
  }

  /**
   * A shape of known rank.
   *
   * @param dims sizes, {@link #UNKNOWN_DIM} where unknown
   * @throws IllegalArgumentException if a size is below -1
   */
  public static Shape of(long... dims) {
    for (long dim : dims) {
      if (dim < UNKNOWN_DIM) {
        throw new IllegalArgumentException("dimension " + dim + " in " + Arrays.toString(dims));
      }
    }
    return new Shape(dims.clone());
  }

  /** A shape of known rank with every dimension unknown. */
  public static Shape ofRank(int rank) {
    long[] dims = new long[rank];
    Arrays.fill(dims, UNKNOWN_DIM);
    return new Shape(dims);
  }

  /** Whether the rank is known. */
  public boolean hasRank() {
    return dims != null;
  }

  /**
   * The number of dimensions.
   *
   * @throws IllegalStateException if the rank is unknown
   */
  public int rank() {
    return known().length;
  }

  /**
   * The size of one dimension, {@link #UNKNOWN_DIM} if unknown.
   *
   * @param axis counts from the front, or from the back when negative
   * @throws IllegalStateException if the rank is unknown
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public long dim(int axis) {
    long[] sizes = known();
    int index = axis < 0 ? axis + sizes.length : axis;
    if (index < 0 || index >= sizes.length) {
      throw new IndexOutOfBoundsException("axis " + axis + " of shape " + this);
    }
    return sizes[index];
  }

  /** A copy of the dimensions; unknown rank is an error. */
  public long[] dims() {
    return known().clone();
  }

  /** Whether the rank and every dimension are known. */
  public boolean isFullyKnown() {
    return dims != null && Arrays.stream(dims).noneMatch(dim -> dim == UNKNOWN_DIM);
  }

  /**
   * The number of elements.
   *
   * @throws IllegalStateException if the shape is not fully known
   * @throws ArithmeticException if the product does not fit a long
   */
  public long elements() {
    if (!isFullyKnown()) {
      throw new IllegalStateException("shape " + this + " has no fixed number of elements");
    }
    long product = 1;
    for (long dim : known()) {
      product = Math.multiplyExact(product, dim);
    }
    return product;
  }

  /** This shape with one dimension replaced; negative axes count from the back. */
  public Shape withDim(int axis, long size) {
    long[] sizes = dims();
    sizes[axis < 0 ? axis + sizes.length : axis] = size;
    return of(sizes);
  }

  /** The dimensions from {@code begin} up to but without {@code end}. */
  public Shape slice(int begin, int end) {
    return new Shape(Arrays.copyOfRange(known(), begin, end));
  }

  /** This shape followed by the dimensions of another. */
  public Shape concat(Shape other) {
    long[] mine = known();
    long[] theirs = other.known();
    long[] all = Arrays.copyOf(mine, mine.length + theirs.length);
    System.arraycopy(theirs, 0, all, mine.length, theirs.length);
    return new Shape(all);
  }

  /**
   * Whether some tensor can have both shapes: equal ranks, and sizes equal where both are known.
   */
  public boolean isCompatibleWith(Shape other) {
    if (dims == null || other.dims == null) {
      return true;
    }
    if (dims.length != other.dims.length) {
      return false;
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] != other.dims[i] && dims[i] != UNKNOWN_DIM && other.dims[i] != UNKNOWN_DIM) {
        return false;
      }
    }
    return true;
  }

  private long[] known() {
    if (dims == null) {
      throw new IllegalStateException("the rank is unknown");
    }
    return dims;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** As Keras prints shapes: {@code (?, 224, 224, 3)}, or {@code <unknown>} for an unknown rank. */
  @Override
  public String toString() {
    if (dims == null) {
      return "<unknown>";
    }
    StringJoiner text = new StringJoiner(", ", "(", dims.length == 1 ? ",)" : ")");
    for (long dim : dims) {
      text.add(dim == UNKNOWN_DIM ? "?" : Long.toString(dim));
    }
    return text.toString();
  }
}
