package io.kerasport.core.inspect;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Finds the operations and assets a loader uses, in the places where it looks: a reserved signature
 * first, then collections (follows {@code loader_impl.py} and {@code loader.cc}).
 */
final class MetaGraphOps {
  private static final String INIT = "__saved_model_init_op";
  private static final String TRAIN = "__saved_model_train_op";
  private static final String ASSETS = "saved_model_assets";

  private MetaGraphOps() {}

  /** Whether a signature key stands for an operation rather than a signature. */
  static boolean isReserved(String signatureKey) {
    return signatureKey.equals(INIT) || signatureKey.equals(TRAIN);
  }

  /** The operation that runs after restoring. */
  static Optional<String> init(MetaGraphDef metaGraph) {
    return fromSignature(metaGraph, INIT)
        .or(() -> fromCollection(metaGraph, "saved_model_main_op"))
        .or(() -> fromCollection(metaGraph, "legacy_init_op"));
  }

  /** The operation that runs a training step. */
  static Optional<String> train(MetaGraphDef metaGraph) {
    return fromSignature(metaGraph, TRAIN)
        .or(() -> fromCollection(metaGraph, "saved_model_train_op"));
  }

  private static Optional<String> fromSignature(MetaGraphDef metaGraph, String key) {
    return Optional.ofNullable(metaGraph.getSignatureDefMap().get(key))
        .map(signature -> signature.getOutputsMap().get(key))
        .map(TensorInfo::getName)
        .filter(name -> !name.isEmpty());
  }

  private static Optional<String> fromCollection(MetaGraphDef metaGraph, String key) {
    return Optional.ofNullable(metaGraph.getCollectionDefMap().get(key))
        .map(collection -> collection.getNodeList().getValueList())
        .filter(names -> names.size() == 1)
        .map(names -> names.get(0));
  }

  /** The assets, from their own field or the collection older writers use. */
  static List<AssetFileDef> assets(MetaGraphDef metaGraph) {
    if (metaGraph.getAssetFileDefCount() > 0 || !metaGraph.containsCollectionDef(ASSETS)) {
      // TensorFlow's writer lists an asset again for every table that reads it.
      return metaGraph.getAssetFileDefList().stream().distinct().toList();
    }
    List<AssetFileDef> assets = new ArrayList<>();
    for (Any any : metaGraph.getCollectionDefOrThrow(ASSETS).getAnyList().getValueList()) {
      try {
        assets.add(any.unpack(AssetFileDef.class));
      } catch (InvalidProtocolBufferException e) {
        continue; // the collection's own listing still shows it
      }
    }
    return assets.stream().distinct().toList();
  }
}
