package io.kerasport.core.graph;

import io.kerasport.core.clone.SerializerCatalog;
import io.kerasport.core.graph.LayerEffects.RegularizedActivity;
import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.KerasObject;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerResource;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call of a layer in a graph under assembly. Floating point tensors arrive in its dtype. */
final class GraphLayerCall implements LayerCall {
  private final LayerDescription layer;
  private final String path;
  private final boolean trainable;
  private final Ops own;
  private final Ops ops;
  private final SerializerCatalog catalog;
  private final Arguments arguments;
  private final Map<String, LayerVariable> variables;
  private final CallContext context;
  private final ModelCall model;
  private final Map<GraphVariable, Operand> updatesBefore;

  /** Calls the model that a layer applies. */
  @FunctionalInterface
  interface ModelCall {
    List<MaskedTensor> call(GraphBuilder scope, List<MaskedTensor> inputs);
  }

  /**
   * What all calls in a graph share.
   *
   * @param training whether the graph trains
   * @param fusesLstm whether LSTMs should be one kernel
   * @param warnings receives what the caller of the export should know
   * @param losses receives what layers add to the loss
   * @param activities receives outputs that are penalized
   * @param weights receives what layers make of their weights
   * @param resources receives what layers keep besides their weights
   */
  record CallContext(
      boolean training,
      boolean fusesLstm,
      Set<String> warnings,
      List<Operand> losses,
      List<RegularizedActivity> activities,
      WeightChanges weights,
      LayerResources resources) {}

  /**
   * The tensors and constants of a call.
   *
   * @param inputs tensors among the positional arguments, with their masks
   * @param positional the positional arguments in their structure
   * @param byKeyword the arguments by keyword in their structure
   * @param tensors tensors passed by keyword
   * @param constants constants passed by keyword
   */
  record Arguments(
      List<MaskedTensor> inputs,
      List<@Nullable Object> positional,
      Map<String, @Nullable Object> byKeyword,
      Map<String, MaskedTensor> tensors,
      Map<String, Object> constants) {}

  /**
   * A call.
   *
   * @param path the layer's path in the model
   * @param ops makes nodes in the layer's own scope
   */
  GraphLayerCall(
      LayerDescription layer,
      String path,
      boolean trainable,
      Ops ops,
      SerializerCatalog catalog,
      Arguments arguments,
      Map<String, LayerVariable> variables,
      CallContext context,
      ModelCall model) {
    this(
        layer,
        path,
        trainable,
        ops,
        ops,
        catalog,
        arguments,
        variables,
        context,
        model,
        context.weights().updates());
  }

  private GraphLayerCall(
      LayerDescription layer,
      String path,
      boolean trainable,
      Ops own,
      Ops ops,
      SerializerCatalog catalog,
      Arguments arguments,
      Map<String, LayerVariable> variables,
      CallContext context,
      ModelCall model,
      Map<GraphVariable, Operand> updatesBefore) {
    this.layer = layer;
    this.path = path;
    this.trainable = trainable;
    this.own = own;
    this.ops = ops;
    this.catalog = catalog;
    this.arguments = arguments;
    this.variables = variables;
    this.context = context;
    this.model = model;
    this.updatesBefore = updatesBefore;
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
    return arguments.inputs().stream().map(MaskedTensor::value).toList();
  }

  @Override
  public List<@Nullable Object> arguments() {
    return arguments.positional();
  }

  @Override
  public Map<String, @Nullable Object> keywordArguments() {
    return arguments.byKeyword();
  }

  @Override
  public @Nullable Operand mask(int input) {
    MaskedTensor explicit = arguments.tensors().get("mask");
    return explicit != null ? explicit.value() : arguments.inputs().get(input).mask();
  }

  @Override
  public Optional<Operand> keywordTensor(String keyword) {
    return Optional.ofNullable(arguments.tensors().get(keyword)).map(MaskedTensor::value);
  }

  @Override
  public @Nullable Operand keywordMask(String keyword) {
    MaskedTensor tensor = arguments.tensors().get(keyword);
    return tensor == null ? null : tensor.mask();
  }

  @Override
  public LayerCall inside(Ops elsewhere) {
    return new GraphLayerCall(
        layer,
        path,
        trainable,
        own,
        elsewhere,
        catalog,
        arguments,
        variables,
        context,
        model,
        updatesBefore);
  }

  @Override
  public LayerOutput callModel(List<Operand> inputs, @Nullable Operand mask) {
    List<MaskedTensor> masked = new ArrayList<>();
    inputs.forEach(input -> masked.add(new MaskedTensor(input, masked.isEmpty() ? mask : null)));
    List<MaskedTensor> outputs = model.call(ops.graph(), masked);
    return new LayerOutput(
        outputs.stream().map(MaskedTensor::value).toList(), outputs.get(0).mask());
  }

  @Override
  public Optional<Object> keywordConstant(String keyword) {
    return Optional.ofNullable(arguments.constants().get(keyword));
  }

  @Override
  public boolean training() {
    // Keras 2 stores only what the caller passed and obeys it; Keras 3 stores a value on every
    // call and lets that of the outermost call win.
    return layer.isKeras2() && arguments.constants().get("training") instanceof Boolean fixed
        ? fixed
        : context.training();
  }

  @Override
  public boolean trainable() {
    return trainable;
  }

  @Override
  public boolean fusesLstm() {
    return context.fusesLstm();
  }

  @Override
  public void warn(String sentence) {
    context.warnings().add(sentence);
  }

  @Override
  public void update(String weight, Operand value) {
    GraphVariable variable = variable(weight).variable();
    context.weights().update(variable, autocast(ops, value, variable.spec().dtype()));
  }

  @Override
  public void replace(String weight, Operand value) {
    if (context.training()) {
      if (context.weights().inLoop()) {
        throw unrepeatable("replaces its weight `" + weight + "`");
      }
      GraphVariable variable = variable(weight).variable();
      context
          .weights()
          .replace(variable, autocast(ops, value, variable.spec().dtype()), ops.graph());
    }
  }

  @Override
  public void carryOver(String weight, Operand value) {
    update(weight, context.training() ? ops.unary("StopGradient", value) : value);
    context.weights().carryOver(variable(weight).variable());
  }

  @Override
  public boolean hasUpdated() {
    return !context.weights().updatedSince(updatesBefore).isEmpty();
  }

  @Override
  public List<Operand> repeat(Operand times, List<Operand> initial, RepeatedCall body) {
    int penalties = penalties();
    List<Operand> done =
        context
            .weights()
            .repeat(
                ops,
                times,
                initial,
                context.weights().updatedSince(updatesBefore),
                (tf, iteration, now) -> body.next(inside(tf), now));
    if (penalties() != penalties) {
      throw unrepeatable("adds to the loss");
    }
    return done;
  }

  private int penalties() {
    return context.losses().size() + context.activities().size();
  }

  private UnsupportedModelException unrepeatable(String what) {
    return new UnsupportedModelException(
        "A layer cannot be trained as it is",
        List.of(
            new Problem(
                "it is applied to so many steps as show only when the graph runs, and "
                    + what
                    + " in each of them",
                "layer " + path)),
        "Give the input a fixed number of steps, or export for serving only.");
  }

  @Override
  public void addLoss(Operand loss) {
    context.losses().add(loss);
  }

  @Override
  public void penalize(KerasObject regularizer, Operand output) {
    context.activities().add(new RegularizedActivity(path, regularizer, output));
  }

  @Override
  public LayerResource resource(String name, Function<Ops, LayerResource> maker) {
    return context.resources().of(path + "/" + name, own, maker);
  }

  @Override
  public Operand weight(String name) {
    LayerVariable variable = variable(name);
    Operand value = context.weights().value(variable.variable());
    return variable.weightSpec().autocast() ? autocast(ops, value, layer.computeDType()) : value;
  }

  private LayerVariable variable(String name) {
    LayerVariable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException(
          "layer " + layer.name() + " has no weight `" + name + "`, only " + variables.keySet());
    }
    return variable;
  }

  @Override
  public Operand activate(@Nullable Object activation, Operand x) {
    Optional<LayerSerializer> asLayer = catalog.activationLayer(activation);
    if (asLayer.isPresent() && activation instanceof Config object) {
      LayerDescription inner =
          new LayerDescription(layer.name(), object.object("config"), layer.generation());
      Arguments inputs =
          new Arguments(
              List.of(new MaskedTensor(x, null)), List.of(x), Map.of(), Map.of(), Map.of());
      return asLayer
          .get()
          .call(
              new GraphLayerCall(
                  inner, path, trainable, ops, catalog, inputs, Map.of(), context, model))
          .values()
          .get(0);
    }
    return catalog.activate(ops, activation, x, layer);
  }

  /** A floating point tensor in another floating point type; anything else as it is. */
  static Operand autocast(Ops ops, Operand x, DType to) {
    return x.dtype().isFloating() && to.isFloating() && x.dtype() != to ? ops.cast(x, to) : x;
  }
}
