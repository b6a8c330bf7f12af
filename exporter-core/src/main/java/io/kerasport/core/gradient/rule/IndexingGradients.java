package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static io.kerasport.core.gradient.rule.Formulas.second;
import static java.util.Map.entry;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ops that pick elements by indices, whose gradients are scattered back and add up, and ops that
 * scatter elements, whose gradients are picked. Indices get no gradient.
 */
final class IndexingGradients {
  private IndexingGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("GatherV2", each((tf, op) -> new GatherGradient(op).ofParams())),
        entry("GatherNd", each(IndexingGradients::gatherNd)),
        entry("ScatterNd", second((tf, op) -> tf.binary("GatherNd", op.gradient(), op.input(0)))),
        entry("TensorScatterUpdate", IndexingGradients::overwrite),
        entry("TensorScatterAdd", IndexingGradients::scatterAdd),
        entry("TensorScatterSub", IndexingGradients::scatterSub),
        entry("TopKV2", each(IndexingGradients::topK)),
        entry("UnsortedSegmentSum", each((tf, op) -> ofSegments(tf, op, op.gradient()))),
        entry("UnsortedSegmentMax", each(IndexingGradients::extremeOfSegments)),
        entry("UnsortedSegmentMin", each(IndexingGradients::extremeOfSegments)),
        entry("SegmentSum", each((tf, op) -> rows(tf, op.gradient(), op.input(1)))));
  }

  private static Operand gatherNd(Ops tf, GradientCall op) {
    return scatter(
        tf, op.input(1), op.gradient(), Shapes.shape(tf, op.input(0), op.input(1).dtype()));
  }

  private static Operand scatter(Ops tf, Operand indices, Operand updates, Operand shape) {
    return tf.graph().node("ScatterNd").input(indices).input(updates).input(shape).buildOutput();
  }

  /** The inputs are x, indices and updates; x gets nothing where it was overwritten. */
  private static List<@Nullable Operand> overwrite(GradientCall call) {
    return scattered(
        call,
        (tf, op) ->
            tf.graph()
                .node("TensorScatterUpdate")
                .input(op.gradient())
                .input(op.input(1))
                .input(tf.zerosLike(op.input(2)))
                .buildOutput(),
        IndexingGradients::picked);
  }

  private static List<@Nullable Operand> scatterAdd(GradientCall call) {
    return scattered(call, (tf, op) -> op.gradient(), IndexingGradients::picked);
  }

  private static List<@Nullable Operand> scatterSub(GradientCall call) {
    return scattered(call, (tf, op) -> op.gradient(), (tf, op) -> tf.neg(picked(tf, op)));
  }

  private static Operand picked(Ops tf, GradientCall op) {
    return tf.binary("GatherNd", op.gradient(), op.input(1));
  }

  private static List<@Nullable Operand> scattered(
      GradientCall call, Partial ofX, Partial ofUpdates) {
    List<@Nullable Operand> gradients = Formulas.none(call);
    if (call.wants(0)) {
      gradients.set(0, ofX.of(call.ops(), call));
    }
    if (call.wants(2)) {
      gradients.set(2, ofUpdates.of(call.ops(), call));
    }
    return gradients;
  }

  /** Positions within rows of the last axis become positions in the flat tensor. */
  private static Operand topK(Ops tf, GradientCall op) {
    Operand x = op.input(0);
    Operand positions = op.output(1);
    Operand columns = Shapes.last(tf, tf.arrays().shape(x), 1);
    Operand picked = Shapes.matrixOfRows(tf, positions);
    Operand rows = tf.reshape(Shapes.part(tf, tf.arrays().shape(picked), 0, 1), tf.ints());
    Operand starts = tf.mul(Shapes.range(tf, tf.scalar(0), rows), columns);
    Operand flat =
        Shapes.flat(
            tf, tf.add(picked, tf.cast(tf.arrays().expandDims(starts, 1), positions.dtype())));
    Operand scattered =
        scatter(
            tf,
            tf.arrays().expandDims(flat, 1),
            Shapes.flat(tf, op.gradient()),
            tf.cast(Shapes.vector(tf, Shapes.size(tf, x)), positions.dtype()));
    return Shapes.reshapeLike(tf, scattered, x);
  }

  /** Rows with a negative segment were dropped, and get zeros. */
  private static Operand ofSegments(Ops tf, GradientCall op, Operand ofSegment) {
    Operand segments = op.input(1);
    Operand zero = tf.scalarLike(segments, 0);
    Operand gathered = rows(tf, ofSegment, tf.maximum(segments, zero));
    Operand kept = tf.cast(tf.math().greaterEqual(segments, zero), gathered.dtype());
    return tf.mul(gathered, likeRows(tf, kept, gathered));
  }

  /** Elements that equal the extreme value of their segment share its gradient. */
  private static Operand extremeOfSegments(Ops tf, GradientCall op) {
    Operand segments = op.input(1);
    Operand zero = tf.scalarLike(segments, 0);
    Operand extremes = rows(tf, op.output(0), tf.maximum(segments, zero));
    Operand isExtreme = tf.cast(tf.binary("Equal", op.input(0), extremes), op.gradient().dtype());
    Operand shares =
        tf.graph()
            .node("UnsortedSegmentSum")
            .input(isExtreme)
            .input(segments)
            .input(op.input(2))
            .buildOutput();
    Operand share = tf.binary("DivNoNan", op.gradient(), shares);
    return tf.mul(isExtreme, ofSegments(tf, op, share));
  }

  /** Weights of rows, with as many axes of size 1 behind as the rows have. */
  private static Operand likeRows(Ops tf, Operand weights, Operand rows) {
    Operand added = tf.sub(Shapes.rank(tf, rows), Shapes.rank(tf, weights));
    Operand ones = tf.arrays().fill(Shapes.vector(tf, added), tf.scalar(1));
    return tf.reshape(weights, Shapes.join(tf, tf.arrays().shape(weights), ones));
  }

  private static Operand rows(Ops tf, Operand x, Operand indices) {
    return tf.graph().node("GatherV2").input(x).input(indices).input(tf.scalar(0)).buildOutput();
  }
}
