package io.kerasport.core.load;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.kerasport.export.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file beside {@code saved_model.pb} in which Keras 2 describes the objects of a SavedModel: a
 * message of Keras' {@code saved_metadata.proto}.
 */
final class KerasMetadata {
  static final String FILE = "keras_metadata.pb";

  private static final int LONGEST = 64 << 20;
  private static final int NODES = 1;
  private static final int NODE_ID = 2;
  private static final int METADATA = 5;

  private KerasMetadata() {}

  /**
   * The metadata of the root object, JSON in UTF-8.
   *
   * @throws ModelFormatException if there is none
   */
  static byte[] ofRoot(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw damaged(file, "it has " + Files.size(file) + " bytes", null);
      }
      CodedInputStream in = CodedInputStream.newInstance(Files.readAllBytes(file));
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == NODES) {
          Optional<byte[]> root = metadataOfRoot(in.readBytes().newCodedInput());
          if (root.isPresent()) {
            return root.get();
          }
        } else {
          in.skipField(tag);
        }
      }
      throw damaged(file, "it does not describe the root object", null);
    } catch (IOException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<byte[]> metadataOfRoot(CodedInputStream node) throws IOException {
    long id = 0;
    byte[] metadata = {};
    for (int tag = node.readTag(); tag != 0; tag = node.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case NODE_ID -> id = node.readInt32();
        case METADATA -> metadata = node.readByteArray();
        default -> node.skipField(tag);
      }
    }
    return id == 0 && metadata.length > 0 ? Optional.of(metadata) : Optional.empty();
  }

  private static ModelFormatException damaged(Path file, String why, @Nullable Throwable cause) {
    return new ModelFormatException(
        "The metadata of Keras cannot be read (" + why + ")",
        file.toString(),
        "Copy the whole directory, or save the model again.",
        cause);
  }
}
