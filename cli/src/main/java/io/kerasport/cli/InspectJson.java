package io.kerasport.cli;

import io.kerasport.core.inspect.MetaGraphReport;
import io.kerasport.core.inspect.SavedModelReport;
import java.io.PrintWriter;
import java.util.List;

/** What a SavedModel holds, as JSON. */
final class InspectJson {
  private final JsonText json;

  private InspectJson(JsonText json) {
    this.json = json;
  }

  static void write(SavedModelReport report, PrintWriter out) {
    JsonText.write(out, json -> new InspectJson(json).savedModel(report));
  }

  private void savedModel(SavedModelReport report) {
    json.field("file", report.file().toString());
    json.field("schema_version", report.schemaVersion());
    json.field("keras_json", report.kerasJson().isPresent());
    json.field("keras_model", report.kerasJson().flatMap(SavedModelReport.KerasJson::modelName));
    json.array("meta_graphs", report.metaGraphs(), this::metaGraph);
    json.array(
        "checkpoint",
        report.checkpoint().orElse(List.of()),
        entry -> {
          json.field("key", entry.key());
          json.field("dtype", entry.dtype());
          json.shape("shape", entry.shape());
          json.field("bytes", entry.bytes());
        });
    json.array(
        "files",
        report.files(),
        file -> {
          json.field("path", file.path());
          json.field("bytes", file.bytes());
        });
  }

  private void metaGraph(MetaGraphReport graph) {
    json.strings("tags", graph.tags());
    json.field("tensorflow_version", graph.tensorFlowVersion());
    json.field("tensorflow_git_version", graph.tensorFlowGitVersion());
    json.field("stripped_default_attrs", graph.strippedDefaultAttrs());
    json.field("producer", graph.producer());
    json.field("min_consumer", graph.minConsumer());
    json.array("signatures", graph.signatures(), this::signature);
    json.field("init_op", graph.initOp());
    json.field("train_op", graph.trainOp());
    json.array("variables", graph.variables(), this::variable);
    json.array(
        "collections",
        graph.collections(),
        collection -> {
          json.field("name", collection.name());
          json.field("kind", collection.kind());
          json.strings("values", collection.values());
        });
    json.array(
        "assets",
        graph.assets(),
        asset -> {
          json.field("file", asset.file());
          json.field("tensor", asset.tensor());
        });
    json.field("nodes", graph.nodes());
    json.counts("ops", graph.ops());
    json.array("functions", graph.functions(), this::function);
    json.counts("devices", graph.devices());
    json.array("savers", graph.saver().stream().toList(), this::saver);
    json.field("objects", graph.objects());
    json.array(
        "callables",
        graph.callables(),
        callable -> {
          json.field("name", callable.name());
          json.strings("options", callable.options());
        });
  }

  private void signature(MetaGraphReport.Signature signature) {
    json.field("key", signature.key());
    json.field("method_name", signature.methodName());
    json.array("inputs", signature.inputs(), this::tensor);
    json.array("outputs", signature.outputs(), this::tensor);
  }

  private void tensor(MetaGraphReport.Tensor tensor) {
    json.field("key", tensor.key());
    json.strings("tensors", tensor.tensor());
    json.field("dtype", tensor.dtype());
    json.shape("shape", tensor.shape());
  }

  private void variable(MetaGraphReport.Variable variable) {
    json.field("name", variable.name());
    json.field("dtype", variable.dtype());
    json.shape("shape", variable.shape());
    json.field("trainable", variable.trainable());
    json.field("checkpoint_key", variable.checkpointKey());
  }

  private void function(MetaGraphReport.Function function) {
    json.field("name", function.name());
    json.strings("inputs", function.inputs());
    json.strings("outputs", function.outputs());
    json.field("nodes", function.nodes());
  }

  private void saver(MetaGraphReport.Saver saver) {
    json.field("version", saver.version());
    json.field("filename_tensor", saver.filenameTensor());
    json.field("restore_op", saver.restoreOp());
    json.field("save_tensor", saver.saveTensor());
  }
}
