package io.kerasport.integration.gradient;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** A graph that TensorFlow has imported and runs without optimizing it first. */
final class RunningGraph implements AutoCloseable {
  private static final Map<DType, Class<? extends TType>> TYPES =
      Map.of(
          DType.DOUBLE, TFloat64.class,
          DType.FLOAT, TFloat32.class,
          DType.HALF, TFloat16.class,
          DType.INT32, TInt32.class,
          DType.INT64, TInt64.class,
          DType.UINT8, TUint8.class,
          DType.BOOL, TBool.class);

  private static final ConfigProto AS_IT_STANDS =
      ConfigProto.newBuilder()
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setOptimizerOptions(
                      OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0))
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

  private final Graph graph = new Graph();
  private final Session session;

  RunningGraph(GraphDef nodes) {
    graph.importGraphDef(nodes);
    session = new Session(graph, AS_IT_STANDS);
  }

  /**
   * A tensor's value.
   *
   * @param values row-major; booleans are 0 and 1
   */
  record Value(DType dtype, Shape shape, double[] values) {}

  /** Adds TensorFlow's own gradients; gives their names, in the order of xs. */
  List<String> addGradients(String y, List<String> xs) {
    Output<?>[] outputs = xs.stream().map(graph::outputOrThrow).toArray(Output<?>[]::new);
    List<String> names = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(graph.outputOrThrow(y), outputs)) {
      names.add(gradient.op().name() + ":" + gradient.index());
    }
    return names;
  }

  List<Value> run(Map<String, Value> feeds, List<String> fetches) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      feeds.forEach(
          (name, value) -> {
            Tensor tensor = tensor(value);
            fed.add(tensor);
            runner.feed(name, tensor);
          });
      List<String> once = fetches.stream().distinct().toList();
      once.forEach(runner::fetch);
      Map<String, Value> values = new HashMap<>();
      try (Result result = runner.run()) {
        for (int i = 0; i < once.size(); i++) {
          values.put(once.get(i), value(result.get(i)));
        }
      }
      return fetches.stream().map(values::get).toList();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static Tensor tensor(Value value) {
    ByteBuffer bytes =
        ByteBuffer.allocate(value.values().length * value.dtype().byteSize())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double number : value.values()) {
      bytes.put(TensorValue.scalar(value.dtype(), number).bytes());
    }
    return Tensor.of(
        Objects.requireNonNull(TYPES.get(value.dtype())),
        org.tensorflow.ndarray.Shape.of(value.shape().dims()),
        DataBuffers.of(bytes.array(), true, false));
  }

  private static Value value(Tensor tensor) {
    double[] values =
        ((NdArray<?>) tensor)
            .streamOfObjects()
            .mapToDouble(
                element ->
                    element instanceof Boolean bool
                        ? (bool ? 1 : 0)
                        : ((Number) element).doubleValue())
            .toArray();
    return new Value(
        DType.ofNumber(tensor.dataType().getNumber()), Shape.of(tensor.shape().asArray()), values);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
