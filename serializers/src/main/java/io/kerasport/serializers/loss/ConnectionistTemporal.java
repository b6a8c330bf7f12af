package io.kerasport.serializers.loss;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.List;

/**
 * {@code -log} of the probability that frames of logits spell a sequence of labels: connectionist
 * temporal classification. The target holds the labels, and 0 behind them, on its second axis.
 * Class 0 means that a frame says nothing; the op has that class last.
 */
final class ConnectionistTemporal implements Loss {
  @Override
  public List<String> unsupported(ObjectDescription loss, TensorSpec prediction) {
    Shape shape = prediction.shape();
    return shape.hasRank() && shape.rank() != 3
        ? List.of(
            "loss "
                + loss.name()
                + " takes frames of logits on the axes batch, time and class; the output has the"
                + " shape "
                + shape)
        : List.of();
  }

  @Override
  public Operand perSample(LossCall call) {
    Ops tf = call.ops();
    Operand labels = tf.cast(tf.arrays().squeeze(call.target(), -1), DType.INT32);
    Operand isLabel = Probabilities.notEqual(tf, labels, tf.scalar(0));
    Operand places = tf.graph().node("Where").input(isLabel).buildOutput();
    Operand values = tf.graph().node("GatherNd").input(labels).input(places).buildOutput();
    Operand frames = tf.arrays().transpose(blankLast(tf, call.prediction()), 1, 0, 2);
    List<Operand> batch = List.of(tf.arrays().size(call.prediction(), 0));
    Operand lengths =
        tf.arrays().fill(tf.arrays().pack(batch, 0), tf.arrays().size(call.prediction(), 1));
    return tf.graph()
        .node("CTCLoss")
        .input(frames)
        .input(places)
        .input(tf.sub(values, tf.constant(TensorValue.ofInts(Shape.scalar(), 1))))
        .input(lengths)
        .buildOutput();
  }

  private static Operand blankLast(Ops tf, Operand logits) {
    int end = ArrayOps.TO_THE_END;
    Operand blank = tf.arrays().slice(logits, new int[] {0, 0, 0}, new int[] {end, end, 1});
    Operand others = tf.arrays().slice(logits, new int[] {0, 0, 1}, new int[] {end, end, end});
    return tf.concat(List.of(others, blank), 2);
  }
}
