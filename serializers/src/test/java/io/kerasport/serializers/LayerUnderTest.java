package io.kerasport.serializers;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provides;
import com.google.inject.TypeLiteral;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Activation;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerResource;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LayerSerializers;
import io.kerasport.spi.WeightSpec;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A layer as the module binds it, called on tensors {@code x}, {@code x1}, … with weights called
 * like their specs and, for those asked for, masks {@code mask}, {@code mask1}, …
 */
final class LayerUnderTest {
  /** What the module binds, with a finder of layers as the pipeline has one. */
  static final Injector INJECTOR =
      Guice.createInjector(
          new SerializersModule(),
          new AbstractModule() {
            @Provides
            LayerSerializers inside(Map<String, Provider<LayerSerializer>> bound) {
              return entry ->
                  Optional.ofNullable(bound.get(entry.string("class_name"))).map(Provider::get);
            }
          });

  private final LayerSerializer serializer;
  private final LayerDescription layer;
  private final List<Operand> inputs = new ArrayList<>();
  private final List<@Nullable Operand> masks = new ArrayList<>();
  private final List<@Nullable Object> arguments = new ArrayList<>();
  private final Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
  private final boolean training;

  private LayerUnderTest(LayerSerializer serializer, LayerDescription layer, boolean training) {
    this.serializer = serializer;
    this.layer = layer;
    this.training = training;
  }

  static LayerUnderTest keras2(String className, @Nullable Object... config) {
    return layer(KerasGeneration.KERAS_2, className, config);
  }

  static LayerUnderTest keras3(String className, @Nullable Object... config) {
    return layer(KerasGeneration.KERAS_3, className, config);
  }

  private static LayerUnderTest layer(
      KerasGeneration generation, String className, @Nullable Object... config) {
    LayerSerializer serializer =
        INJECTOR
            .getInstance(Key.get(new TypeLiteral<Map<String, LayerSerializer>>() {}))
            .get(className);
    if (serializer == null) {
      throw new NoSuchElementException(className);
    }
    return new LayerUnderTest(
        serializer, new LayerDescription("layer", config(config), generation), false);
  }

  /** A configuration of alternating keys and values, in the types Kerasport's reader gives. */
  static Config config(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put(String.valueOf(keysAndValues[i]), json(keysAndValues[i + 1]));
    }
    return Config.of(entries);
  }

  private static @Nullable Object json(@Nullable Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    return value instanceof List<?> list ? list.stream().map(LayerUnderTest::json).toList() : value;
  }

  LayerUnderTest inTraining() {
    return new LayerUnderTest(serializer, layer, true);
  }

  /** A further float32 input; -1 is an unknown size. */
  LayerUnderTest on(long... dims) {
    return on(DType.FLOAT, dims);
  }

  LayerUnderTest on(DType dtype, long... dims) {
    String name = inputs.isEmpty() ? "x" : "x" + inputs.size();
    return onTensor(RecordingGraph.tensor(name, dtype, Shape.of(dims)));
  }

  private LayerUnderTest onTensor(Operand input) {
    inputs.add(input);
    arguments.add(input);
    masks.add(null);
    return this;
  }

  /** A further float32 input, the output of a convolution. */
  LayerUnderTest onConvolution(long... dims) {
    return onTensor(convolution("x", dims));
  }

  /** A further float32 input, the sum of a convolution {@code conv} and a vector {@code bias}. */
  LayerUnderTest onConvolutionWithBias(long... dims) {
    Operand bias = RecordingGraph.tensor("bias", DType.FLOAT, Shape.of(dims[dims.length - 1]));
    return onTensor(
        RecordingGraph.tensor(
            "x",
            "BiasAdd",
            List.of(convolution("conv", dims), bias),
            new TensorSpec(DType.FLOAT, Shape.of(dims))));
  }

  private static Operand convolution(String name, long... dims) {
    TensorSpec spec = new TensorSpec(DType.FLOAT, Shape.of(dims));
    return RecordingGraph.tensor(name, "Conv2D", List.of(), spec);
  }

  /** A further positional argument, a constant. */
  LayerUnderTest with(@Nullable Object constant) {
    arguments.add(json(constant));
    return this;
  }

  /** An argument by keyword, a constant. */
  LayerUnderTest with(String keyword, @Nullable Object constant) {
    keywords.put(keyword, json(constant));
    return this;
  }

  /** Gives the last input a mask, which lacks its last axis. */
  LayerUnderTest masked() {
    int last = inputs.size() - 1;
    Shape shape = inputs.get(last).shape();
    String name = last == 0 ? "mask" : "mask" + last;
    masks.set(last, RecordingGraph.tensor(name, DType.BOOL, shape.slice(0, shape.rank() - 1)));
    return this;
  }

  List<String> unsupported() {
    return serializer.unsupported(layer);
  }

  List<WeightSpec> weights() {
    return serializer.weights(
        layer, inputs.stream().map(x -> new TensorSpec(x.dtype(), x.shape())).toList());
  }

  /** The nodes of a call, one a line; the last line says what comes out if that is no node. */
  List<String> nodes() {
    Call call = new Call();
    LayerOutput output = serializer.call(call);
    List<String> lines = new ArrayList<>(call.graph.lines());
    if (lines.isEmpty()) {
      lines.add("= " + output.values().get(0));
    }
    return lines;
  }

  /** The nodes whose values weights get when a training step ends. */
  Map<String, String> updates() {
    Call call = new Call();
    serializer.call(call);
    return call.updates;
  }

  /** The mask that goes on with the output. */
  @Nullable String outputMask() {
    Operand mask = serializer.call(new Call()).mask();
    return mask == null ? null : mask.toString();
  }

  Shape outputShape() {
    return serializer.call(new Call()).values().get(0).shape();
  }

  private final class Call implements LayerCall {
    private final RecordingGraph graph;
    private final Ops ops;
    private final Map<String, String> updates;

    Call() {
      graph = new RecordingGraph();
      ops = new Ops(graph);
      updates = new LinkedHashMap<>();
    }

    private Call(Call outside, Ops elsewhere) {
      graph = outside.graph;
      ops = elsewhere;
      updates = outside.updates;
    }

    @Override
    public LayerDescription layer() {
      return layer;
    }

    @Override
    public Ops ops() {
      return ops;
    }

    @Override
    public List<Operand> inputs() {
      return inputs;
    }

    @Override
    public List<@Nullable Object> arguments() {
      return arguments;
    }

    @Override
    public Map<String, @Nullable Object> keywordArguments() {
      return keywords;
    }

    @Override
    public @Nullable Operand mask(int input) {
      return masks.get(input);
    }

    @Override
    public Optional<Operand> keywordTensor(String keyword) {
      return Optional.empty();
    }

    @Override
    public LayerCall inside(Ops elsewhere) {
      return new Call(this, elsewhere);
    }

    @Override
    public Optional<Object> keywordConstant(String keyword) {
      return Optional.empty();
    }

    @Override
    public boolean training() {
      return training;
    }

    @Override
    public boolean trainable() {
      return layer.config().bool("trainable", true);
    }

    @Override
    public boolean fusesLstm() {
      return false;
    }

    @Override
    public void warn(String sentence) {
      throw new UnsupportedOperationException("no layer under test warns");
    }

    @Override
    public void update(String weight, Operand value) {
      updates.put(weight, value.toString());
    }

    @Override
    public void replace(String weight, Operand value) {
      throw new UnsupportedOperationException("no layer under test replaces a weight");
    }

    @Override
    public void carryOver(String weight, Operand value) {
      throw new UnsupportedOperationException("no layer under test has states");
    }

    @Override
    public boolean hasUpdated() {
      return !updates.isEmpty();
    }

    @Override
    public List<Operand> repeat(Operand times, List<Operand> initial, RepeatedCall body) {
      throw new UnsupportedOperationException("no layer under test repeats calls");
    }

    @Override
    public void addLoss(Operand loss) {
      throw new UnsupportedOperationException("no layer under test adds a loss");
    }

    @Override
    public void penalize(KerasObject regularizer, Operand output) {
      throw new UnsupportedOperationException("no layer under test has others inside");
    }

    @Override
    public LayerResource resource(String name, Function<Ops, LayerResource> maker) {
      return maker.apply(ops);
    }

    @Override
    public Operand weight(String name) {
      WeightSpec spec =
          weights().stream().filter(weight -> weight.name().equals(name)).findFirst().orElseThrow();
      return RecordingGraph.tensor(name, spec.spec().dtype(), spec.spec().shape());
    }

    @Override
    public Operand activate(@Nullable Object activation, Operand x) {
      return activation == null
          ? x
          : INJECTOR
              .getInstance(Key.get(new TypeLiteral<Map<String, Activation>>() {}))
              .getOrDefault(
                  activation,
                  (tf, y, keras) -> {
                    throw new NoSuchElementException(activation.toString());
                  })
              .apply(ops, x, layer.generation());
    }
  }
}
