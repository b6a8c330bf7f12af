package io.kerasport.core.savedmodel;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.SavedModel;

/**
 * The proto of a SavedModel directory: {@code saved_model.pb}, else {@code saved_model.pbtxt}, the
 * order in which TensorFlow's loader looks.
 *
 * @param path the file it was read from
 * @param proto its content, with at least one MetaGraph
 */
public record SavedModelFile(Path path, SavedModel proto) {
  private static final String BINARY = "saved_model.pb";
  private static final String TEXT = "saved_model.pbtxt";
  private static final String WAY_OUT =
      "Give the directory that holds saved_model.pb, such as models/resnet50/1700000000.";

  /** A protobuf message cannot be larger. */
  private static final long MAX_BINARY_BYTES = Integer.MAX_VALUE;

  /** The text form is parsed from one string in memory. */
  private static final long MAX_TEXT_BYTES = 256L << 20;

  private static final int MAX_NESTING = 100;

  /**
   * Reads the proto.
   *
   * @throws ExportException if there is none, it is too large or damaged
   */
  public static SavedModelFile read(Path directory) {
    if (!Files.isDirectory(directory)) {
      String found = Files.exists(directory) ? "is no directory" : "does not exist";
      throw failure("`" + directory + "` " + found, WAY_OUT, null);
    }
    Path binary = directory.resolve(BINARY);
    Path text = directory.resolve(TEXT);
    Path path = Files.isRegularFile(binary) ? binary : text;
    if (!Files.isRegularFile(path)) {
      throw failure("`" + directory + "` holds neither " + BINARY + " nor " + TEXT, WAY_OUT, null);
    }
    SavedModel proto = path == binary ? parseBinary(path) : parseText(path);
    if (proto.getMetaGraphsCount() == 0) {
      throw failure("`" + path + "` holds no MetaGraph", "The file is empty or damaged.", null);
    }
    return new SavedModelFile(path, proto);
  }

  /** Whether a directory holds such a file. */
  public static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(BINARY))
        || Files.isRegularFile(directory.resolve(TEXT));
  }

  private static SavedModel parseBinary(Path path) {
    checkSize(path, MAX_BINARY_BYTES);
    try (InputStream file = Files.newInputStream(path)) {
      CodedInputStream input = CodedInputStream.newInstance(file, 1 << 16);
      input.setSizeLimit(Integer.MAX_VALUE);
      input.setRecursionLimit(MAX_NESTING);
      return SavedModel.parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      throw damaged(path, e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static SavedModel parseText(Path path) {
    checkSize(path, MAX_TEXT_BYTES);
    TextFormat.Parser parser =
        TextFormat.Parser.newBuilder()
            .setRecursionLimit(MAX_NESTING)
            .setTypeRegistry(TypeRegistry.newBuilder().add(AssetFileDef.getDescriptor()).build())
            .build();
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      SavedModel.Builder builder = SavedModel.newBuilder();
      parser.merge(reader, builder);
      return builder.build();
    } catch (TextFormat.ParseException | CharacterCodingException e) {
      throw damaged(path, e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static void checkSize(Path path, long limit) {
    try {
      long size = Files.size(path);
      if (size > limit) {
        throw failure(
            "`" + path + "` has " + size + " bytes, more than the " + limit + " that can be read",
            "Weights belong into the checkpoint, not into constants of the graph.",
            null);
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static ExportException damaged(Path path, IOException cause) {
    return failure(
        "`" + path + "` is not a SavedModel proto: " + cause.getMessage(),
        "The file is truncated, damaged or of another kind.",
        cause);
  }

  private static ExportException unreadable(Path path, IOException cause) {
    return failure("`" + path + "` cannot be read: " + cause, "", cause);
  }

  private static ExportException failure(String summary, String wayOut, @Nullable Throwable cause) {
    return new ExportException(ErrorId.SAVED_MODEL_FORMAT, summary, List.of(), wayOut, cause);
  }
}
