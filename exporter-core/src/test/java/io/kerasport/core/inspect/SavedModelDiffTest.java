package io.kerasport.core.inspect;

import static io.kerasport.core.inspect.SavedModels.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

final class SavedModelDiffTest {
  @TempDir Path directory;

  private final MemoryCheckpoints checkpoints = new MemoryCheckpoints();
  private final SavedModelDiff diff = new SavedModelDiff(checkpoints);

  private List<Difference> afterChange(String name, Consumer<MetaGraphDef.Builder> change) {
    return diff.compare(SavedModels.written(name), SavedModels.changed(name, directory, change));
  }

  private static Difference difference(String where, String left, String right) {
    return new Difference(where, left, right);
  }

  @Test
  void findsNoDifferenceInACopy() {
    assertThat(diff.compare(SavedModels.written("objects"), SavedModels.copy("objects", directory)))
        .isEmpty();
  }

  @Test
  void findsNoDifferenceBetweenTheTextAndTheBinaryFormOfTwoRuns() {
    assertThat(diff.compare(SavedModels.written("session"), SavedModels.written("session_text")))
        .isEmpty();
  }

  // What makes no difference

  @Test
  void ignoresNamesOfNodes() {
    assertThat(afterChange("session", metaGraph -> RenamedNodes.apply(metaGraph, "renamed/")))
        .isEmpty();
  }

  @Test
  void ignoresTheOrderOfNodes() {
    assertThat(
            afterChange(
                "session",
                metaGraph -> {
                  List<NodeDef> nodes = new ArrayList<>(metaGraph.getGraphDef().getNodeList());
                  Collections.reverse(nodes);
                  metaGraph.getGraphDefBuilder().clearNode().addAllNode(nodes);
                }))
        .isEmpty();
  }

  @Test
  void ignoresNamesOfFunctions() {
    assertThat(afterChange("session", metaGraph -> RenamedNodes.functions(metaGraph, "renamed_")))
        .isEmpty();
  }

  @Test
  void ignoresAttributesAtTheirDefault() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    node(metaGraph, "product")
                        .putAttr("transpose_a", AttrValue.newBuilder().setB(false).build())))
        .isEmpty();
  }

  @Test
  void ignoresAnnotationsOfTheRuntime() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    node(metaGraph, "product")
                        .putAttr("_output_shapes", AttrValue.newBuilder().setB(true).build())))
        .isEmpty();
  }

  @Test
  void ignoresHowAConstantIsStored() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    node(metaGraph, "half")
                        .putAttr("value", tensor(TensorProto.newBuilder().addFloatVal(0.5f)))))
        .isEmpty();
  }

  private static AttrValue tensor(TensorProto.Builder tensor) {
    return AttrValue.newBuilder()
        .setTensor(
            tensor
                .setDtypeValue(DType.FLOAT.number())
                .setTensorShape(
                    TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(1))
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(2))))
        .build();
  }

  @Test
  void ignoresNodesThatNothingReaches() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    metaGraph
                        .getGraphDefBuilder()
                        .addNode(NodeDef.newBuilder().setName("alone").setOp("NoOp"))))
        .isEmpty();
  }

  // What does

  @Test
  void reportsAnotherValueOfAConstant() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    node(metaGraph, "half")
                        .putAttr("value", tensor(TensorProto.newBuilder().addFloatVal(0.25f)))))
        .containsExactly(
            difference(
                "serve, node half, attribute value",
                "float32(1, 2) [0.5]",
                "float32(1, 2) [0.25]"));
  }

  @Test
  void reportsAnotherAttribute() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    node(metaGraph, "product")
                        .putAttr("transpose_a", AttrValue.newBuilder().setB(true).build())))
        .containsExactly(difference("serve, node product, attribute transpose_a", "false", "true"));
  }

  @Test
  void reportsAnotherOp() {
    assertThat(afterChange("session", metaGraph -> node(metaGraph, "y").setOp("Sub")))
        .containsExactly(difference("serve, node y, op", "AddV2", "Sub"));
  }

  @Test
  void reportsAnotherDevice() {
    assertThat(
            afterChange(
                "session", metaGraph -> node(metaGraph, "product").setDevice("/device:GPU:0")))
        .containsExactly(
            difference("serve, node product, device", "/device:CPU:0", "/device:GPU:0"));
  }

  @Test
  void reportsSwappedInputs() {
    assertThat(
            afterChange(
                "session",
                metaGraph -> {
                  NodeDef.Builder y = node(metaGraph, "y");
                  String first = y.getInput(0);
                  y.setInput(0, y.getInput(1)).setInput(1, first);
                }))
        .containsExactly(
            difference("serve, node loop/Identity_3 / half, op", "Identity", "Const"),
            difference("serve, node half / loop/Identity_3, op", "Const", "Identity"));
  }

  @Test
  void reportsAnotherOutputOfTheSameNode() {
    assertThat(
            afterChange(
                "session",
                metaGraph -> {
                  NodeDef.Builder result = node(metaGraph, "loop/Identity_3");
                  assertThat(result.getInput(0)).isEqualTo("loop:3");
                  result.setInput(0, "loop:2");
                }))
        .containsExactly(difference("serve, node loop/Identity_3, input 0", "loop:3", "loop:2"));
  }

  @Test
  void reportsAMissingControlInput() {
    assertThat(
            afterChange(
                "session",
                metaGraph -> {
                  NodeDef.Builder restore = node(metaGraph, "save/restore_all");
                  assertThat(restore.getInputCount()).isPositive();
                  restore.clearInput();
                }))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.where()).isEqualTo("serve, node save/restore_all, control inputs");
              assertThat(found.right()).isEqualTo("none");
            });
  }

  @Test
  void reportsADifferenceInsideAFunction() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    body(metaGraph).getNodeDefBuilderList().stream()
                        .filter(
                            node ->
                                node.getOp().equals("AddV2")
                                    && node.getInput(0).equals(node.getInput(1)))
                        .forEach(node -> node.setOp("Mul"))))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.where()).startsWith("serve, function loop_body_").endsWith(", op");
              assertThat(found.left()).isEqualTo("AddV2");
              assertThat(found.right()).isEqualTo("Mul");
            });
  }

  private static FunctionDef.Builder body(MetaGraphDef.Builder metaGraph) {
    return metaGraph.getGraphDefBuilder().getLibraryBuilder().getFunctionBuilderList().stream()
        .filter(function -> function.getSignature().getName().startsWith("loop_body"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsInputsOfTheSameSpecApart() {
    Consumer<MetaGraphDef.Builder> second =
        metaGraph -> {
          metaGraph
              .getGraphDefBuilder()
              .addNode(node(metaGraph, "x").build().toBuilder().setName("x2"));
          var signature = metaGraph.getSignatureDefOrThrow("serving_default").toBuilder();
          signature.putInputs(
              "x2", signature.getInputsOrThrow("x").toBuilder().setName("x2:0").build());
          metaGraph.putSignatureDef("serving_default", signature.build());
        };
    Path left = SavedModels.changed("session", directory, second);
    Path right =
        SavedModels.changed(
            "session",
            directory.resolve("other"),
            second.andThen(metaGraph -> node(metaGraph, "product").setInput(0, "x2")));
    assertThat(diff.compare(left, right))
        .containsExactly(
            difference(
                "serve, node x / x2, identity",
                "signature serving_default input x",
                "signature serving_default input x2"));
  }

  @Test
  void reportsAPartThatIsComputedTwice() {
    Path left = SavedModels.changed("session", directory, metaGraph -> addOutput(metaGraph, "y:0"));
    Path right =
        SavedModels.changed(
            "session",
            directory.resolve("other"),
            metaGraph -> {
              metaGraph
                  .getGraphDefBuilder()
                  .addNode(node(metaGraph, "y").build().toBuilder().setName("y2"));
              addOutput(metaGraph, "y2:0");
            });
    assertThat(diff.compare(left, right))
        .containsExactly(difference("serve, nodes of equal structure", "y", "y, y2"));
  }

  private static void addOutput(MetaGraphDef.Builder metaGraph, String tensor) {
    var signature = metaGraph.getSignatureDefOrThrow("serving_default").toBuilder();
    signature.putOutputs(
        "again", signature.getOutputsOrThrow("y").toBuilder().setName(tensor).build());
    metaGraph.putSignatureDef("serving_default", signature.build());
  }

  // Signatures

  @Test
  void reportsAMissingMetaGraph() {
    assertThat(
            afterChange(
                "session", metaGraph -> metaGraph.getMetaInfoDefBuilder().setTags(0, "gpu")))
        .containsExactly(
            difference("MetaGraph gpu", "none", "present"),
            difference("MetaGraph serve", "present", "none"));
  }

  @Test
  void reportsAMissingSignature() {
    assertThat(afterChange("session", metaGraph -> metaGraph.removeSignatureDef("serving_default")))
        .containsExactly(difference("serve, signature serving_default", "present", "none"));
  }

  @Test
  void reportsAnotherMethodName() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    metaGraph.putSignatureDef(
                        "serving_default",
                        metaGraph.getSignatureDefOrThrow("serving_default").toBuilder()
                            .setMethodName("tensorflow/serving/classify")
                            .build())))
        .containsExactly(
            difference(
                "serve, signature serving_default, method name",
                "tensorflow/serving/predict",
                "tensorflow/serving/classify"));
  }

  @Test
  void reportsAnotherShapeInASignature() {
    assertThat(
            afterChange(
                "session",
                metaGraph -> {
                  var signature = metaGraph.getSignatureDefOrThrow("serving_default").toBuilder();
                  var x = signature.getInputsOrThrow("x").toBuilder();
                  x.getTensorShapeBuilder().getDimBuilder(0).setSize(7);
                  metaGraph.putSignatureDef(
                      "serving_default", signature.putInputs("x", x.build()).build());
                }))
        .containsExactly(
            difference("serve, signature serving_default, input x, shape", "(?, 2)", "(7, 2)"));
  }

  @Test
  void reportsAMissingInitOp() {
    assertThat(
            afterChange(
                "session", metaGraph -> metaGraph.removeSignatureDef("__saved_model_init_op")))
        .extracting(Difference::where)
        .containsExactly("serve, signature __saved_model_init_op", "serve, init op");
  }

  // Collections

  @Test
  void reportsAMissingCollection() {
    assertThat(
            afterChange("session", metaGraph -> metaGraph.removeCollectionDef("local_variables")))
        .containsExactly(difference("serve, collection local_variables", "present", "none"));
  }

  @Test
  void reportsAnotherTrainableFlag() {
    assertThat(
            afterChange(
                "session",
                metaGraph ->
                    RenamedNodes.variables(
                        metaGraph, "variables", variable -> variable.setTrainable(false))))
        .singleElement()
        .extracting(Difference::where)
        .isEqualTo("serve, collection variables, entry 0, definition");
  }

  // Files

  @Test
  void reportsAnAssetWithOtherBytes() throws IOException {
    Path copy = SavedModels.copy("session", directory);
    Files.writeString(copy.resolve("assets/words.txt"), "a\nc\n");
    assertThat(diff.compare(SavedModels.written("session"), copy))
        .containsExactly(
            difference("file assets/words.txt, first at byte 2", "4 bytes", "4 bytes"));
  }

  @Test
  void reportsAMissingAsset() throws IOException {
    Path copy = SavedModels.copy("session", directory);
    Files.delete(copy.resolve("assets/words.txt"));
    assertThat(diff.compare(SavedModels.written("session"), copy))
        .containsExactly(difference("file assets/words.txt", "present", "none"));
  }

  // Checkpoints

  @Test
  void reportsAMissingCheckpoint() throws IOException {
    Path copy = SavedModels.copy("session", directory);
    Files.delete(copy.resolve("variables/variables.index"));
    assertThat(diff.compare(SavedModels.written("session"), copy))
        .containsExactly(difference("checkpoint", "present", "none"));
  }

  @Test
  void reportsAMissingEntry() {
    Path copy = SavedModels.copy("session", directory);
    checkpoints.of(copy).remove("w");
    assertThat(diff.compare(SavedModels.written("session"), copy))
        .containsExactly(difference("checkpoint, entry w", "present", "none"));
  }

  @Test
  void reportsAnotherShapeOfAnEntry() {
    Path copy = SavedModels.copy("session", directory);
    checkpoints.of(copy).floats("w", Shape.of(4), 1, 2, 3, 4);
    assertThat(diff.compare(SavedModels.written("session"), copy))
        .containsExactly(difference("checkpoint, entry w", "float32(2, 2)", "float32(4,)"));
  }

  @Test
  void tellsHowManyElementsDifferAndByHowMuch() {
    Path copy = SavedModels.copy("session", directory);
    checkpoints.of(copy).floats("w", Shape.of(2, 2), 1, 2, 3.5f, 3);
    assertThat(diff.compare(SavedModels.written("session"), copy))
        .containsExactly(
            difference(
                "checkpoint, entry w, 2 of 4 elements, largest difference 1.0, first at [1, 0]",
                "3.0",
                "3.5"));
  }

  @Test
  void reportsOtherTextOfAnEntry() {
    Path copy = SavedModels.copy("session", directory);
    checkpoints.of(copy).text("note", (byte) 1, (byte) 5, (byte) 3);
    assertThat(diff.compare(SavedModels.written("session"), copy))
        .containsExactly(
            difference("checkpoint, entry note, first at byte 1", "3 bytes", "3 bytes"));
  }

  @Test
  void takesEqualNanForEqual() {
    Path left = SavedModels.copy("session", directory);
    Path right = SavedModels.copy("session", directory.resolve("other"));
    checkpoints.of(left).floats("w", Shape.of(2), Float.NaN, 1);
    checkpoints.of(right).floats("w", Shape.of(2), Float.NaN, 1);
    assertThat(diff.compare(left, right)).isEmpty();
  }

  @Test
  void findsTheOnlyOtherElementOfALargeTensor() {
    TensorSpec spec = new TensorSpec(DType.INT64, Shape.of(300, 1000));
    byte[] zeros = new byte[(int) spec.byteSize()];
    byte[] one = zeros.clone();
    ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).putLong(8 * 123_456, -1);
    Path left = SavedModels.copy("session", directory);
    Path right = SavedModels.copy("session", directory.resolve("other"));
    checkpoints.of(left).tensor("w", spec, zeros);
    checkpoints.of(right).tensor("w", spec, one);
    assertThat(diff.compare(left, right))
        .containsExactly(
            difference(
                "checkpoint, entry w, 1 of 300000 elements, first at [123, 456]", "0", "-1"));
  }

  // Objects

  @Test
  void ignoresNamesOfFunctionsThatObjectsStandFor() {
    assertThat(afterChange("objects", metaGraph -> RenamedNodes.functions(metaGraph, "renamed_")))
        .isEmpty();
  }

  @Test
  void ignoresHowObjectsAreNumbered() {
    assertThat(afterChange("objects", RenamedNodes::reverseObjects)).isEmpty();
  }

  @Test
  void reportsAnObjectThatIsMissing() {
    assertThat(
            afterChange(
                "objects",
                metaGraph ->
                    metaGraph.getObjectGraphDefBuilder().getNodesBuilder(0).removeChildren(5)))
        .containsExactly(difference("serve, object graph, root, child serve", "present", "none"));
  }

  @Test
  void reportsAVariableThatIsNoLongerTrainable() {
    assertThat(
            afterChange(
                "objects",
                metaGraph ->
                    metaGraph
                        .getObjectGraphDefBuilder()
                        .getNodesBuilder(8)
                        .getVariableBuilder()
                        .setTrainable(false)))
        .containsExactly(
            difference(
                "serve, object graph, root.trainable_variables.0, trainable", "true", "false"));
  }

  @Test
  void reportsAnObjectThatIsNoLongerShared() {
    assertThat(
            afterChange(
                "objects",
                metaGraph -> {
                  var objects = metaGraph.getObjectGraphDefBuilder();
                  objects.addNodes(objects.getNodes(8));
                  objects
                      .getNodesBuilder(1)
                      .getChildrenBuilder(0)
                      .setNodeId(objects.getNodesCount() - 1);
                }))
        .containsExactly(
            difference(
                "serve, object graph, root.variables.0",
                "the same as root.trainable_variables.0",
                "an object of its own"));
  }

  @Test
  void ignoresHowTheObjectsOfACheckpointAreNumbered() {
    Path left = SavedModels.copy("session", directory);
    Path right = SavedModels.copy("session", directory.resolve("other"));
    checkpoints.of(left).objects(tracked("a", 1, "b", 2));
    checkpoints.of(right).objects(tracked("b", 1, "a", 2));
    assertThat(diff.compare(left, right)).isEmpty();
  }

  @Test
  void reportsAnotherEdgeBetweenTheObjectsOfACheckpoint() {
    Path left = SavedModels.copy("session", directory);
    Path right = SavedModels.copy("session", directory.resolve("other"));
    checkpoints.of(left).objects(tracked("a", 1, "b", 2));
    checkpoints.of(right).objects(tracked("a", 1, "c", 2));
    assertThat(diff.compare(left, right))
        .extracting(Difference::where)
        .containsExactly(
            "checkpoint, entry _CHECKPOINTABLE_OBJECT_GRAPH, root, child b",
            "checkpoint, entry _CHECKPOINTABLE_OBJECT_GRAPH, root, child c");
  }

  /** A root with two children that hold a variable each. */
  private static TrackableObjectGraph tracked(String first, int i, String second, int j) {
    TrackableObjectGraph.Builder graph = TrackableObjectGraph.newBuilder();
    graph
        .addNodesBuilder()
        .addChildren(ObjectReference.newBuilder().setLocalName(first).setNodeId(i))
        .addChildren(ObjectReference.newBuilder().setLocalName(second).setNodeId(j));
    for (String name : List.of(first, second)) {
      graph
          .addNodesBuilder()
          .addAttributesBuilder()
          .setName("VARIABLE_VALUE")
          .setCheckpointKey(name + "/.ATTRIBUTES/VARIABLE_VALUE");
    }
    return graph.build();
  }

  // Refusals

  @Test
  void refusesAFileThatIsNoSavedModel() throws IOException {
    Path copy = SavedModels.copy("session", directory);
    Files.write(
        copy.resolve("saved_model.pb"), ByteString.copyFromUtf8("not a proto").toByteArray());
    assertThatThrownBy(() -> diff.compare(SavedModels.written("session"), copy))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.SAVED_MODEL_FORMAT))
        .hasMessageContaining(copy.resolve("saved_model.pb").toString());
  }
}
