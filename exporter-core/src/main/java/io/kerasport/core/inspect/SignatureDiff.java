package io.kerasport.core.inspect;

import java.util.List;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

/** Compares the signatures of two MetaGraphs. */
final class SignatureDiff {
  private final GraphComparison graphs;
  private final Differences differences;

  private SignatureDiff(GraphComparison graphs, Differences differences) {
    this.graphs = graphs;
    this.differences = differences;
  }

  static void compare(
      MetaGraphDef left, MetaGraphDef right, GraphComparison graphs, Differences differences) {
    new SignatureDiff(graphs, differences).signatures(left, right);
  }

  private void signatures(MetaGraphDef left, MetaGraphDef right) {
    differences.compareKeys(
        "signature",
        left.getSignatureDefMap().keySet(),
        right.getSignatureDefMap().keySet(),
        key -> {
          if (!MetaGraphOps.isReserved(key)) {
            signature(
                "signature " + key,
                left.getSignatureDefOrThrow(key),
                right.getSignatureDefOrThrow(key));
          }
        });
  }

  private void signature(String where, SignatureDef leftSide, SignatureDef rightSide) {
    Differences here = differences.at(where);
    here.compare("method name", leftSide.getMethodName(), rightSide.getMethodName());
    here.compareKeys(
        "input",
        leftSide.getInputsMap().keySet(),
        rightSide.getInputsMap().keySet(),
        key ->
            tensor(
                where + ", input " + key,
                leftSide.getInputsOrThrow(key),
                rightSide.getInputsOrThrow(key)));
    here.compareKeys(
        "output",
        leftSide.getOutputsMap().keySet(),
        rightSide.getOutputsMap().keySet(),
        key ->
            tensor(
                where + ", output " + key,
                leftSide.getOutputsOrThrow(key),
                rightSide.getOutputsOrThrow(key)));
    here.compareKeys(
        "default",
        leftSide.getDefaultsMap().keySet(),
        rightSide.getDefaultsMap().keySet(),
        key ->
            constant(
                here.at("default " + key),
                leftSide.getDefaultsOrThrow(key),
                rightSide.getDefaultsOrThrow(key)));
  }

  private static void constant(Differences here, TensorProto leftSide, TensorProto rightSide) {
    if (!TensorElements.of(leftSide).equals(TensorElements.of(rightSide))) {
      here.add(Notation.tensor(leftSide), Notation.tensor(rightSide));
    }
  }

  private void tensor(String where, TensorInfo leftSide, TensorInfo rightSide) {
    Differences here = differences.at(where);
    here.compare(
        "dtype",
        Notation.dtype(leftSide.getDtypeValue()),
        Notation.dtype(rightSide.getDtypeValue()));
    here.compare(
        "shape",
        Notation.shape(leftSide.getTensorShape()),
        Notation.shape(rightSide.getTensorShape()));
    here.compare("encoding", leftSide.getEncodingCase(), rightSide.getEncodingCase());
    here.compare(
        "type",
        leftSide.getCompositeTensor().getTypeSpec(),
        rightSide.getCompositeTensor().getTypeSpec());
    List<String> leftNames = MetaGraphInspector.names(leftSide);
    List<String> rightNames = MetaGraphInspector.names(rightSide);
    here.compare("number of tensors", leftNames.size(), rightNames.size());
    for (int i = 0; i < Math.min(leftNames.size(), rightNames.size()); i++) {
      graphs.tensors(where, leftNames.get(i), rightNames.get(i));
    }
  }
}
