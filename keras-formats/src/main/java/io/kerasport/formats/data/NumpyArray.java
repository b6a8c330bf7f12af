package io.kerasport.formats.data;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array in NumPy's format: a magic number, a version, the length of the header, the header as a
 * Python dict, the elements. The elements of objects are pickled Python, which is never read.
 */
final class NumpyArray {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LENGTH_AT = 8;
  private static final int ALIGNMENT = 64;
  private static final Pattern TYPE =
      Pattern.compile("'descr'\\s*:\\s*'(?<order>[<>|=])(?<type>\\w+)'");
  private static final Pattern ORDER =
      Pattern.compile("'fortran_order'\\s*:\\s*(?<fortran>True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\((?<dims>[\\d,\\s]*)\\)");
  private static final Map<String, DType> TYPES =
      Map.ofEntries(
          Map.entry("f2", DType.HALF),
          Map.entry("f4", DType.FLOAT),
          Map.entry("f8", DType.DOUBLE),
          Map.entry("b1", DType.BOOL),
          Map.entry("i1", DType.INT8),
          Map.entry("i2", DType.INT16),
          Map.entry("i4", DType.INT32),
          Map.entry("i8", DType.INT64),
          Map.entry("u1", DType.UINT8),
          Map.entry("u2", DType.UINT16),
          Map.entry("u4", DType.UINT32),
          Map.entry("u8", DType.UINT64));

  private NumpyArray() {}

  /** Whether bytes begin as an array does. */
  static boolean isOne(byte[] bytes) {
    return bytes.length > LENGTH_AT
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static TensorValue read(byte[] bytes) {
    if (!isOne(bytes)) {
      throw new DataFormatException("it is no array of NumPy");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean shortLength = bytes[MAGIC.length] == 1;
    int start = LENGTH_AT + (shortLength ? Short.BYTES : Integer.BYTES);
    if (bytes.length < start) {
      throw new DataFormatException("the array ends within its header");
    }
    long length =
        shortLength
            ? Short.toUnsignedLong(buffer.getShort(LENGTH_AT))
            : Integer.toUnsignedLong(buffer.getInt(LENGTH_AT));
    if (length > bytes.length - start) {
      throw new DataFormatException("the array ends within its header");
    }
    int end = start + (int) length;
    String header = new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
    TensorSpec spec = new TensorSpec(type(header), shape(header));
    if (match(ORDER, header).group("fortran").equals("True") && spec.shape().rank() > 1) {
      throw new DataFormatException(
          "the array is in Fortran's order; save numpy.ascontiguousarray(array)");
    }
    long expected = byteSize(spec);
    if (expected != bytes.length - end) {
      throw new DataFormatException(
          "an array of %s has %d bytes, found %d".formatted(spec, expected, bytes.length - end));
    }
    return TensorValue.ofBytes(spec, Arrays.copyOfRange(bytes, end, bytes.length));
  }

  /**
   * The array in version 1.0 of the format, its elements from a multiple of 64 bytes on.
   *
   * @param name the array's name, for messages
   */
  static byte[] write(String name, TensorValue array) {
    TensorValue known =
        array.spec().dtype() == DType.BFLOAT16
            ? TensorValue.ofNumbers(DType.FLOAT, array.spec().shape(), array.numbers())
            : array;
    DType dtype = known.spec().dtype();
    String type =
        TYPES.entrySet().stream()
            .filter(entry -> entry.getValue() == dtype)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> NpzWriter.unwritable(name, array));
    String dims =
        Arrays.stream(known.spec().shape().dims())
            .mapToObj(dim -> dim + ",")
            .collect(Collectors.joining(" ", "(", ")"));
    String header =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(dtype.byteSize() == 1 ? "|" : "<", type, dims);
    int start = LENGTH_AT + Short.BYTES;
    int end = (start + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = header + " ".repeat(end - start - header.length() - 1) + "\n";
    ByteBuffer elements = known.bytes();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.addExact(end, elements.remaining()))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
    bytes.put(padded.getBytes(StandardCharsets.US_ASCII)).put(elements);
    return bytes.array();
  }

  private static long byteSize(TensorSpec spec) {
    try {
      return spec.byteSize();
    } catch (ArithmeticException e) {
      throw new DataFormatException("the array's shape is larger than any file: " + spec);
    }
  }

  private static DType type(String header) {
    Matcher matcher = match(TYPE, header);
    DType type = TYPES.get(matcher.group("type"));
    if (type == null) {
      throw new DataFormatException(
          "the array's elements are of type `" + matcher.group("type") + "`, which is not read");
    }
    if (matcher.group("order").equals(">") && type.byteSize() > 1) {
      throw new DataFormatException("the array is in big-endian order, which is not read");
    }
    return type;
  }

  private static Shape shape(String header) {
    try {
      return Shape.of(
          Arrays.stream(match(SHAPE, header).group("dims").split(","))
              .map(String::strip)
              .filter(dim -> !dim.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray());
    } catch (NumberFormatException e) {
      throw new DataFormatException("the array's header has no shape: " + header.strip());
    }
  }

  private static Matcher match(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new DataFormatException("the array's header is not NumPy's: " + header.strip());
    }
    return matcher;
  }
}
