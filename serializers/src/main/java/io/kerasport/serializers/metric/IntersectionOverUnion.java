package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Metric;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.MetricResultCall;
import io.kerasport.spi.MetricVariable;
import io.kerasport.spi.ObjectDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Of all that is predicted or true to be a class, the part that is both; the mean over classes. */
final class IntersectionOverUnion implements Metric {
  private static final String MATRIX = "total_confusion_matrix";
  private static final double EPSILON = 1e-7;
  private static final double NOTHING = 1e-9;

  private final Kind kind;

  IntersectionOverUnion(Kind kind) {
    this.kind = kind;
  }

  /** How classes are given. */
  enum Kind {
    /** By their numbers, unless settings say otherwise. */
    CLASSES,
    /** One class, where the prediction exceeds a threshold. */
    BINARY,
    /**
     * Targets by the largest value on an axis, and predictions too unless settings say otherwise.
     */
    ONE_HOT
  }

  @Override
  public List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    List<String> reasons = new ArrayList<>();
    Config config = metric.config();
    if (kind != Kind.BINARY && config.integer("num_classes", 0) < 1) {
      reasons.add("metric " + metric.name() + " needs the number of classes, num_classes");
      return reasons;
    }
    for (long id : targets(config)) {
      if (id < 0 || id >= classes(config)) {
        reasons.add("metric " + metric.name() + " asks for class " + id + " of " + classes(config));
      }
    }
    return reasons;
  }

  @Override
  public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
    int classes = classes(metric.config());
    double[] zeros = new double[classes * classes];
    TensorValue initial = TensorValue.ofNumbers(type(metric), Shape.of(classes, classes), zeros);
    return List.of(new MetricVariable(MATRIX, initial));
  }

  /** Keras 3 counts in integers unless told otherwise, and so cuts fractions off weights. */
  private static DType type(ObjectDescription metric) {
    String name = metric.config().string("dtype", metric.isKeras2() ? "float32" : "int");
    return name.equals("int") ? DType.INT32 : DType.ofKerasName(name);
  }

  @Override
  public void update(MetricCall call) {
    Ops tf = call.ops();
    DType type = type(call.description());
    int classes = classes(call.config());
    Operand y =
        labels(call, call.target(), kind != Kind.ONE_HOT && sparse(call, "sparse_y_true", true));
    Operand p = predicted(call);
    Operand inBounds = tf.math().logicalAnd(within(tf, y, classes), within(tf, p, classes));
    Operand counted = inBounds;
    if (call.config().has("ignore_class")) {
      Operand ignored = tf.scalar(Math.toIntExact(call.config().integer("ignore_class")));
      counted = tf.math().logicalAnd(inBounds, Tensors.notEqual(tf, y, ignored));
    }
    Operand weight = tf.cast(weight(call, y), type);
    Operand counts = tf.math().select(counted, weight, tf.zerosLike(weight));
    Operand zero = tf.zerosLike(y);
    Operand cell = tf.add(tf.mul(y, classes), p);
    Operand sums =
        tf.graph()
            .node("UnsortedSegmentSum")
            .input(counts)
            .input(tf.math().select(counted, cell, zero))
            .input(tf.scalar(classes * classes))
            .buildOutput();
    call.add(MATRIX, tf.arrays().reshape(sums, classes, classes));
  }

  private Operand predicted(MetricCall call) {
    Ops tf = call.ops();
    if (kind == Kind.BINARY) {
      Operand threshold = tf.scalarLike(call.prediction(), call.config().number("threshold", 0.5));
      Operand positive = tf.math().greaterEqual(call.prediction(), threshold);
      return tf.arrays().reshape(tf.cast(positive, DType.INT32), -1);
    }
    return labels(call, call.prediction(), sparse(call, "sparse_y_pred", kind != Kind.ONE_HOT));
  }

  private static boolean sparse(MetricCall call, String key, boolean otherwise) {
    return call.config().bool(key, otherwise);
  }

  /** The numbers of the classes, as a vector. */
  private static Operand labels(MetricCall call, Operand x, boolean sparse) {
    Ops tf = call.ops();
    int axis = Math.toIntExact(call.config().integer("axis", -1));
    Operand labels = sparse ? x : Tensors.argMax(tf, x, axis);
    return tf.arrays().reshape(tf.cast(labels, DType.INT32), -1);
  }

  private static Operand within(Ops tf, Operand label, int classes) {
    return tf.math()
        .logicalAnd(
            tf.math().greaterEqual(label, tf.scalar(0)), tf.math().less(label, tf.scalar(classes)));
  }

  /** Weights of the labels; Keras 2 heeds masks here, Keras 3 does not. */
  private static Operand weight(MetricCall call, Operand labels) {
    Ops tf = call.ops();
    Optional<Operand> weights =
        call.description().isKeras2() ? SampleWeights.of(call) : call.sampleWeight();
    Operand flat =
        weights
            .map(w -> w.shape().rank() > 1 ? tf.arrays().reshape(w, -1) : w)
            .orElseGet(() -> tf.constant(TensorValue.scalar(DType.FLOAT, 1)));
    return tf.arrays().broadcastTo(flat, tf.arrays().shape(labels));
  }

  @Override
  public Operand result(MetricResultCall call) {
    Ops tf = call.ops();
    Operand matrix = tf.cast(call.variable(MATRIX), DType.FLOAT);
    int classes = classes(call.config());
    int[] diagonal = new int[classes];
    for (int i = 0; i < classes; i++) {
      diagonal[i] = i * (classes + 1);
    }
    Operand both = gather(tf, tf.arrays().reshape(matrix, -1), diagonal);
    Operand sums = tf.add(tf.reduce().sum(matrix, false, 0), tf.reduce().sum(matrix, false, 1));
    int[] targets = LongStream.of(targets(call.config())).mapToInt(Math::toIntExact).toArray();
    Operand intersection = gather(tf, both, targets);
    Operand union = gather(tf, tf.sub(sums, both), targets);
    return call.description().isKeras2()
        ? meanOfPresent(tf, intersection, union)
        : meanWithEpsilon(tf, intersection, union);
  }

  private static Operand meanOfPresent(Ops tf, Operand intersection, Operand union) {
    Operand present = tf.cast(Tensors.notEqual(tf, union, tf.scalarLike(union, 0)), DType.FLOAT);
    Operand ratio = Tensors.divNoNan(tf, intersection, union);
    return Tensors.divNoNan(
        tf, tf.reduce().sum(ratio, false, 0), tf.reduce().sum(present, false, 0));
  }

  private static Operand meanWithEpsilon(Ops tf, Operand intersection, Operand union) {
    Operand isPresent = tf.math().greater(union, tf.scalarLike(union, NOTHING));
    Operand ratio = tf.div(intersection, tf.add(union, EPSILON));
    Operand ofPresent = tf.math().select(isPresent, ratio, tf.zerosLike(ratio));
    Operand count = tf.reduce().sum(tf.cast(isPresent, DType.FLOAT), false, 0);
    return tf.div(tf.reduce().sum(ofPresent, false, 0), tf.add(count, EPSILON));
  }

  private static Operand gather(Ops tf, Operand x, int[] indices) {
    return tf.graph()
        .node("GatherV2")
        .input(x)
        .input(tf.ints(indices))
        .input(tf.scalar(0))
        .buildOutput();
  }

  private int classes(Config config) {
    return kind == Kind.BINARY ? 2 : Math.toIntExact(config.integer("num_classes"));
  }

  private long[] targets(Config config) {
    return config.has("target_class_ids")
        ? config.integers("target_class_ids").stream().mapToLong(Long::longValue).toArray()
        : LongStream.range(0, classes(config)).toArray();
  }
}
