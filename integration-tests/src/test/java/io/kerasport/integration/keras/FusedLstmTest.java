package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Compile;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** LSTMs as one kernel, which the option {@code fusedLstm} asks for. */
final class FusedLstmTest {
  private static final List<String> RECURRENT =
      List.of(
          "recurrent",
          "unknown_recurrent",
          "masked_recurrent",
          "cells",
          "bidirectional",
          "initial_states",
          "time_distributed",
          "old_recurrent",
          "lstms",
          "stateful",
          "cudnn");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> predictsWhatKerasPredicted() throws IOException {
    return fixtures()
        .flatMap(
            fixture ->
                Stream.of("pure-java", "tensorflow")
                    .map(
                        backend ->
                            dynamicTest(
                                fixture.name() + ", " + fixture.writer() + ", " + backend,
                                () ->
                                    KerasPredictions.assertPredicted(
                                        fixture, fused(fixture, backend).path()))));
  }

  @TestFactory
  Stream<DynamicTest> backendsWriteEqualFiles() throws IOException {
    return fixtures()
        .map(
            fixture ->
                dynamicTest(
                    fixture.name() + ", " + fixture.writer(),
                    () ->
                        Directories.assertEqual(
                            fused(fixture, "pure-java").path(),
                            fused(fixture, "tensorflow").path())));
  }

  @Test
  void everyLstmThatTheKernelComputesIsOne() throws IOException {
    assertThat(kernels(serving(fused(fixture("recurrent"), "pure-java"))))
        .containsExactly(
            "lstm_backwards/BlockLSTMV2", "lstm_dropped/BlockLSTMV2", "lstm_states/BlockLSTMV2");
    assertThat(kernels(serving(fused(fixture("cells"), "pure-java"))))
        .containsExactly("lstm/BlockLSTMV2");
    assertThat(kernels(serving(fused(fixture("unknown_recurrent"), "pure-java"))))
        .containsExactly("sequences/BlockLSTMV2");
    assertThat(kernels(serving(fused(fixture("lstms"), "pure-java"))))
        .containsExactly("no_bias/BlockLSTMV2", "objects/BlockLSTMV2");
  }

  @Test
  void theCallerIsToldWhichLstmsStayLoopsAndWhy() throws IOException {
    assertThat(fused(fixture("recurrent"), "pure-java").warnings())
        .containsExactly(
            "layer lstm_unrolled stays a loop: its activation is not tanh",
            "layer lstm_activations stays a loop: its activation is not tanh");
    assertThat(fused(fixture("unknown_recurrent"), "pure-java").warnings())
        .containsExactly(
            "layer forward_lstm stays a loop: some of its steps may be masked",
            "layer backward_lstm stays a loop: some of its steps may be masked");
    assertThat(fused(fixture("lstms"), "pure-java").warnings())
        .containsExactly(
            "layer gates stays a loop: its recurrent activation is not sigmoid",
            "layer half stays a loop: it computes in float16, not float32",
            "layer double stays a loop: it computes in float64, not float32");
  }

  @Test
  void withoutTheOptionEveryLstmIsALoop() throws IOException {
    ExportResult result =
        export(read(fixture("recurrent")), "pure-java", ExportOptions.builder().build());

    assertThat(kernels(serving(result))).isEmpty();
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void graphsThatEvaluateOrTrainKeepTheirLoops() throws IOException {
    Model model = read(fixture("old_recurrent")).compile(Compile.with("sgd").loss("mse").config());

    List<MetaGraphDef> graphs = metaGraphs(export(model, "pure-java", fusing()));

    assertThat(graphs)
        .extracting(graph -> graph.getMetaInfoDef().getTags(0), FusedLstmTest::kernels)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("train", List.of()),
            org.assertj.core.groups.Tuple.tuple("eval", List.of()),
            org.assertj.core.groups.Tuple.tuple("serve", List.of("lstm/BlockLSTMV2")));
  }

  private static List<String> kernels(MetaGraphDef graph) {
    return graph.getGraphDef().getNodeList().stream()
        .filter(node -> node.getOp().equals("BlockLSTMV2"))
        .map(node -> node.getName())
        .toList();
  }

  private static MetaGraphDef serving(ExportResult result) throws IOException {
    List<MetaGraphDef> graphs = metaGraphs(result);
    return graphs.get(graphs.size() - 1);
  }

  private static List<MetaGraphDef> metaGraphs(ExportResult result) throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(result.path().resolve("saved_model.pb")))
        .getMetaGraphsList();
  }

  private ExportResult fused(Fixture fixture, String backend) {
    return export(read(fixture), backend, fusing());
  }

  private static ExportOptions fusing() {
    return ExportOptions.builder().fusedLstm(true).build();
  }

  private ExportResult export(Model model, String backend, ExportOptions options) {
    KerasportRuntime runtime = Runtimes.through(backend);
    return runtime.exporter().export(model, directory, options);
  }

  private static Model read(Fixture fixture) {
    return Runtimes.through("pure-java")
        .reader()
        .read(Objects.requireNonNull(fixture.files().values().iterator().next()));
  }

  private static Fixture fixture(String name) throws IOException {
    return fixtures().filter(fixture -> fixture.name().equals(name)).findFirst().orElseThrow();
  }

  private static Stream<Fixture> fixtures() throws IOException {
    return Fixture.all().stream().filter(fixture -> RECURRENT.contains(fixture.name()));
  }
}
