package io.kerasport.cli;

import io.kerasport.core.inspect.MetaGraphReport;
import io.kerasport.core.inspect.SavedModelReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a SavedModel holds, for people. */
final class InspectText {
  private static final int SOME = 4;

  private final PrintWriter out;

  InspectText(PrintWriter out) {
    this.out = out;
  }

  void write(SavedModelReport report) {
    Columns head = new Columns(0);
    head.row("SavedModel", report.file() + ", schema version " + report.schemaVersion());
    report
        .kerasJson()
        .ifPresent(
            json ->
                head.row(
                    "Keras model",
                    json.modelName().orElse("unreadable") + ", in assets/saved_model.json"));
    head.print(out);
    report.metaGraphs().forEach(this::metaGraph);
    out.println();
    report
        .checkpoint()
        .ifPresentOrElse(this::checkpoint, () -> out.println("Without a checkpoint"));
    if (!report.files().isEmpty()) {
      out.println();
      out.println("Files");
      Columns files = new Columns(2);
      report.files().forEach(file -> files.row(file.path(), ByteSize.of(file.bytes())));
      files.print(out);
    }
  }

  private void metaGraph(MetaGraphReport graph) {
    out.println();
    out.println("MetaGraph " + String.join(", ", graph.tags()));
    Columns head = new Columns(2);
    head.row("TensorFlow", graph.tensorFlowVersion() + parenthesis(graph.tensorFlowGitVersion()));
    head.row("GraphDef", "version " + graph.producer() + ", readable from " + graph.minConsumer());
    head.row("Defaults", graph.strippedDefaultAttrs() ? "left out of attributes" : "written out");
    graph.initOp().ifPresent(op -> head.row("Init op", op));
    graph.trainOp().ifPresent(op -> head.row("Train op", op));
    graph
        .saver()
        .ifPresent(
            saver ->
                head.row(
                    "Saver",
                    saver.version()
                        + ", path "
                        + saver.filenameTensor()
                        + ", restore "
                        + saver.restoreOp()
                        + ", save "
                        + saver.saveTensor()));
    head.print(out);
    graph.signatures().forEach(this::signature);
    callables(graph.callables());
    variables(graph.variables());
    collections(graph.collections());
    if (!graph.assets().isEmpty()) {
      out.println("  Assets");
      Columns assets = new Columns(4);
      graph.assets().forEach(asset -> assets.row(asset.file(), asset.tensor()));
      assets.print(out);
    }
    graph(graph);
  }

  private static String parenthesis(String text) {
    return text.isEmpty() ? "" : " (" + text + ")";
  }

  private void signature(MetaGraphReport.Signature signature) {
    out.println("  Signature " + signature.key() + parenthesis(signature.methodName()));
    Columns tensors = new Columns(4);
    signature.inputs().forEach(tensor -> tensor(tensors, "input", tensor));
    signature.outputs().forEach(tensor -> tensor(tensors, "output", tensor));
    tensors.print(out);
  }

  private static void tensor(Columns columns, String kind, MetaGraphReport.Tensor tensor) {
    columns.row(
        kind,
        tensor.key(),
        tensor.dtype(),
        tensor.shape().toString(),
        String.join(", ", tensor.tensor()));
  }

  private void callables(List<MetaGraphReport.Callable> callables) {
    if (!callables.isEmpty()) {
      out.println("  Functions of the loaded object");
      Columns rows = new Columns(4);
      callables.forEach(
          callable -> callable.options().forEach(option -> rows.row(callable.name(), option)));
      rows.print(out);
    }
  }

  private void variables(List<MetaGraphReport.Variable> variables) {
    if (variables.isEmpty()) {
      return;
    }
    out.println("  Variables: " + variables.size());
    Columns rows = new Columns(4);
    variables.forEach(
        variable ->
            rows.row(
                variable.name(),
                variable.dtype(),
                variable.shape().toString(),
                variable.trainable().map(yes -> yes ? "trainable" : "not trainable").orElse(""),
                variable.checkpointKey().orElse("not in the checkpoint")));
    rows.print(out);
  }

  private void collections(List<MetaGraphReport.Collection> collections) {
    if (collections.isEmpty()) {
      return;
    }
    out.println("  Collections");
    Columns rows = new Columns(4);
    collections.forEach(
        collection ->
            rows.row(
                collection.name(),
                Integer.toString(collection.values().size()),
                some(collection.values())));
    rows.print(out);
  }

  /** The first of several values; JSON has them all. */
  private static String some(List<String> values) {
    String first = String.join(", ", values.subList(0, Math.min(values.size(), SOME)));
    return values.size() <= SOME ? first : first + ", …";
  }

  private void graph(MetaGraphReport graph) {
    Columns rows = new Columns(2);
    rows.row("Nodes", Integer.toString(graph.nodes()));
    rows.row("Ops", counts(graph.ops()));
    if (graph.objects() > 0) {
      rows.row("Objects", Integer.toString(graph.objects()));
    }
    rows.row("Devices", graph.devices().isEmpty() ? "none asked for" : counts(graph.devices()));
    rows.print(out);
    if (!graph.functions().isEmpty()) {
      out.println("  Function library: " + graph.functions().size());
      Columns functions = new Columns(4);
      graph
          .functions()
          .forEach(
              function ->
                  functions.row(
                      function.name(),
                      function.nodes() + " nodes",
                      "("
                          + String.join(", ", function.inputs())
                          + ") -> ("
                          + String.join(", ", function.outputs())
                          + ")"));
      functions.print(out);
    }
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private void checkpoint(List<SavedModelReport.CheckpointEntry> entries) {
    long bytes = entries.stream().mapToLong(entry -> entry.bytes().orElse(0L)).sum();
    out.println("Checkpoint: " + entries.size() + " entries, " + ByteSize.of(bytes));
    Columns rows = new Columns(2);
    entries.forEach(
        entry ->
            rows.row(
                entry.key(),
                entry.dtype(),
                entry.shape().toString(),
                entry.bytes().map(ByteSize::of).orElse("")));
    rows.print(out);
  }
}
