package io.kerasport.integration.keras;

import io.kerasport.model.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads NumPy's {@code .npz}: a zip of {@code <name>.npy}, each {@code \x93NUMPY}, version 1.0, the
 * header's length in two bytes, a Python dict literal, and the elements.
 */
final class Npz {
  private static final int HEADER_START = 10;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(?<type>[^']+)', 'fortran_order': False, 'shape': \\((?<shape>[^)]*)\\), \\}\\s*");

  private Npz() {}

  /** Every array by its name, in the order of the file. */
  static Map<String, Array> read(Path file) throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          arrays.put(entry.getName().replaceFirst("\\.npy$", ""), array(in.readAllBytes()));
        }
      }
    }
    return arrays;
  }

  private static Array array(byte[] npy) {
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    int end = HEADER_START + Short.toUnsignedInt(bytes.getShort(HEADER_START - 2));
    String header = new String(npy, HEADER_START, end - HEADER_START, StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (npy[6] != 1 || !matcher.matches()) {
      throw new IllegalArgumentException("not an array in C order, version 1: " + header);
    }
    long[] shape =
        Arrays.stream(matcher.group("shape").split(","))
            .map(String::strip)
            .filter(dim -> !dim.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    return new Array(dtype(matcher.group("type")), shape, Arrays.copyOfRange(npy, end, npy.length));
  }

  private static DType dtype(String descr) {
    if (descr.startsWith("|S")) {
      return DType.STRING;
    }
    return switch (descr) {
      case "<f2" -> DType.HALF;
      case "<f4" -> DType.FLOAT;
      case "<f8" -> DType.DOUBLE;
      case "|b1" -> DType.BOOL;
      case "|u1" -> DType.UINT8;
      case "<i4" -> DType.INT32;
      case "<i8" -> DType.INT64;
      default -> throw new IllegalArgumentException("element type " + descr);
    };
  }

  /**
   * An array.
   *
   * @param bytes row-major, little-endian; texts in as many bytes as the longest has, zeros behind
   */
  record Array(DType dtype, long[] shape, byte[] bytes) {
    /** The elements of an array of texts. */
    List<String> texts() {
      int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int length = bytes.length / count;
        String padded = new String(bytes, i * length, length, StandardCharsets.UTF_8);
        texts.add(padded.replaceFirst("\0+$", ""));
      }
      return texts;
    }
  }
}
