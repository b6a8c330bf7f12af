package io.kerasport.purejava.ops;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/**
 * Where each op's definition lies in a serialized {@code OpList}.
 *
 * <pre>
 * OpList --&gt; (Tag(1), Length, OpDef)*
 * OpDef  --&gt; Tag(1), Length, Name, OtherField*
 * </pre>
 *
 * <p>Serializers write fields in the order of their numbers, so an {@code OpDef} begins with its
 * name and nothing else of it has to be decoded.
 */
final class OpListIndex {
  private static final int OP_TAG = lengthDelimited(OpList.OP_FIELD_NUMBER);
  private static final int NAME_TAG = lengthDelimited(OpDef.NAME_FIELD_NUMBER);

  /** The bytes of one {@code OpDef}. */
  record Location(int offset, int length) {}

  private OpListIndex() {}

  static Map<String, Location> of(byte[] opList) {
    Map<String, Location> index = new TreeMap<>();
    try {
      CodedInputStream in = CodedInputStream.newInstance(opList);
      while (!in.isAtEnd()) {
        expect(OP_TAG, in.readTag(), in);
        int length = in.readRawVarint32();
        int offset = in.getTotalBytesRead();
        expect(NAME_TAG, in.readTag(), in);
        index.put(in.readStringRequireUtf8(), new Location(offset, length));
        in.skipRawBytes(offset + length - in.getTotalBytesRead());
      }
    } catch (IOException e) {
      throw new IllegalStateException("the op definitions are damaged", e);
    }
    return Collections.unmodifiableMap(index);
  }

  private static void expect(int expected, int tag, CodedInputStream in) {
    if (tag != expected) {
      throw new IllegalStateException(
          "the op definitions are damaged: tag %d at %d, expected %d"
              .formatted(tag, in.getTotalBytesRead(), expected));
    }
  }

  private static int lengthDelimited(int field) {
    return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
