package io.kerasport.tensorflow;

import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * The nodes that save a checkpoint.
 *
 * @param tensors placeholders for what is saved, in the order of the entries
 * @param target writes the files when it runs
 */
record SaveGraph(List<Operand> tensors, Operation target) {
  static SaveGraph in(NativeGraph saver, Path prefix, List<CheckpointEntry> entries) {
    GraphBuilder graph = new ScopedGraphBuilder(saver);
    Ops tf = new Ops(graph);
    List<String> keys = entries.stream().map(CheckpointEntry::key).toList();
    List<String> wholeTensors = Collections.nCopies(keys.size(), "");
    Shape shape = Shape.of(keys.size());
    List<Operand> tensors =
        entries.stream().map(entry -> placeholder(graph, dtype(entry))).toList();
    Operation save =
        graph
            .node("SaveV2")
            .input(tf.constant(TensorValue.ofStrings(Shape.scalar(), List.of(prefix.toString()))))
            .input(tf.constant(TensorValue.ofStrings(shape, keys)))
            .input(tf.constant(TensorValue.ofStrings(shape, wholeTensors)))
            .inputs(tensors)
            .build();
    return new SaveGraph(tensors, save);
  }

  private static Operand placeholder(GraphBuilder graph, DType dtype) {
    return graph.node("Placeholder").attr("dtype", Attr.of(dtype)).buildOutput();
  }

  private static DType dtype(CheckpointEntry entry) {
    return entry instanceof CheckpointEntry.Tensor tensor ? tensor.spec().dtype() : DType.STRING;
  }
}
