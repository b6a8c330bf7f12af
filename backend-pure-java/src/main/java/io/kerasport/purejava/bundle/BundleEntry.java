package io.kerasport.purejava.bundle;

import io.kerasport.export.CheckpointFormatException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.file.Path;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * An entry of a bundle that agrees with itself.
 *
 * @param spec element type and shape
 * @param stored where its bytes lie
 */
record BundleEntry(TensorSpec spec, StoredTensor stored) {
  /**
   * Reads an entry.
   *
   * @param shards how many data files the bundle has
   * @throws CheckpointFormatException if it contradicts itself or is of an unsupported kind
   */
  static BundleEntry of(String key, BundleEntryProto proto, Path prefix, int shards) {
    Checks checks = new Checks(key, proto, BundleFormat.indexFile(prefix));
    TensorSpec spec = checks.spec();
    checks.checkPlace(spec, shards);
    return new BundleEntry(
        spec,
        new StoredTensor(
            BundleFormat.dataFile(prefix, proto.getShardId(), shards),
            key,
            proto.getOffset(),
            proto.getSize(),
            proto.getCrc32C()));
  }

  private record Checks(String key, BundleEntryProto proto, Path index) {
    TensorSpec spec() {
      if (proto.getSlicesCount() > 0) {
        throw refused(
            "it is split into %d slices, which is not supported".formatted(proto.getSlicesCount()));
      }
      return new TensorSpec(dtype(), shape());
    }

    private DType dtype() {
      try {
        return DType.ofNumber(proto.getDtypeValue());
      } catch (IllegalArgumentException e) {
        throw refused("the element type " + proto.getDtypeValue() + " is not supported");
      }
    }

    private Shape shape() {
      TensorShapeProto shape = proto.getShape();
      long[] dims = shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray();
      for (long dim : dims) {
        if (dim < 0) {
          throw refused("its shape has the dimension " + dim);
        }
      }
      if (shape.getUnknownRank()) {
        throw refused("its shape is unknown");
      }
      return Shape.of(dims);
    }

    void checkPlace(TensorSpec spec, int shards) {
      if (proto.getShardId() < 0 || proto.getShardId() >= shards) {
        throw refused(
            "it lies in data file %d, but there are %d".formatted(proto.getShardId(), shards));
      }
      if (proto.getOffset() < 0 || proto.getSize() < 0) {
        throw refused("it has %d bytes at %d".formatted(proto.getSize(), proto.getOffset()));
      }
      if (spec.dtype().byteSize() > 0 && proto.getSize() != byteSize(spec)) {
        throw refused(
            "%d bytes are stored for %s, expected %d"
                .formatted(proto.getSize(), spec, byteSize(spec)));
      }
    }

    private long byteSize(TensorSpec spec) {
      try {
        return spec.byteSize();
      } catch (ArithmeticException e) {
        throw refused("its size overflows: " + spec);
      }
    }

    private CheckpointFormatException refused(String what) {
      return new CheckpointFormatException(
          "Entry `" + key + "` of the checkpoint cannot be read: " + what,
          index.toString(),
          "",
          null);
    }
  }
}
