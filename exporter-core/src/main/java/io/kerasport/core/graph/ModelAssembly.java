package io.kerasport.core.graph;

import static java.util.Objects.requireNonNull;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.core.clone.SerializerCatalog;
import io.kerasport.core.graph.LayerEffects.RegularizedActivity;
import io.kerasport.core.registry.CustomObject;
import io.kerasport.core.registry.ModelCode;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Mode;
import io.kerasport.export.ModelFormatException;
import io.kerasport.export.Problem;
import io.kerasport.export.ProgressListener;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import io.kerasport.spi.SubclassedModel;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the calls of a model to a graph under assembly, nested models included.
 *
 * <p>Every layer of a model gets a name scope before the first call is added, so that the scope of
 * a second call ({@code dense_1}) never takes the name of another layer. Nested models share the
 * variables of their layers between their calls.
 */
final class ModelAssembly {
  private static final String LAYER = "layer ";

  private final SerializerCatalog catalog;
  private final LayerVariables variables;
  private final GraphLayerCall.CallContext context;
  private final ProgressListener progress;
  private final List<AssembledCall> calls = new ArrayList<>();
  private final boolean trains;
  private final Map<GraphVariable, Operation> assigned = new HashMap<>();

  ModelAssembly(
      SerializerCatalog catalog, LayerVariables variables, Mode mode, ExportOptions options) {
    this.catalog = catalog;
    this.variables = variables;
    this.context =
        new GraphLayerCall.CallContext(
            mode == Mode.TRAIN,
            mode == Mode.PREDICT && options.fusedLstm(),
            new LinkedHashSet<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new WeightChanges(),
            new LayerResources());
    this.trains = mode == Mode.TRAIN;
    this.progress = options.progress();
  }

  /** What did not fit between stored weights and layers. */
  List<Problem> problems() {
    return variables.problems();
  }

  /** Every variable in the order in which it was made, with what layers have assigned to it. */
  List<LayerVariable> variables() {
    return variables.all().stream()
        .map(
            made ->
                new LayerVariable(
                    made.layer(), made.weightSpec(), context.weights().current(made.variable())))
        .toList();
  }

  List<AssembledCall> calls() {
    return calls;
  }

  /** What the caller of the export should know, each once. */
  List<String> warnings() {
    return List.copyOf(context.warnings());
  }

  List<GraphResource> resources() {
    return context.resources().all();
  }

  LayerEffects effects() {
    return new LayerEffects(context.losses(), context.activities(), context.weights().atTheEnd());
  }

  /**
   * Adds every call of a model.
   *
   * @param scope the model's scope
   * @param inputs one tensor for each of the model's inputs
   * @return one tensor for each of the model's outputs
   */
  List<MaskedTensor> add(ModelClone clone, GraphBuilder scope, List<MaskedTensor> inputs) {
    Model model = clone.model();
    Map<String, GraphBuilder> scopes = new HashMap<>();
    Map<String, LayerClone> layers = new HashMap<>();
    for (LayerClone layer : clone.layers()) {
      layers.put(layer.layer().name(), layer);
      if (!layer.layer().isInput()) {
        scopes.put(layer.layer().name(), scope.withScope(layer.layer().name()));
      }
    }
    Map<KerasTensor, MaskedTensor> tensors = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      tensors.put(model.inputs().get(i), inputs.get(i));
    }
    SubclassedModel code = clone.code();
    if (code != null) {
      return addCode(clone, code, scope, scopes, tensors);
    }
    Set<String> called = new HashSet<>();
    int done = 0;
    for (Node node : model.nodes()) {
      GraphBuilder own =
          called.add(node.layer()) ? scopes.get(node.layer()) : scope.withScope(node.layer());
      addCall(layers.get(node.layer()), node, own, tensors);
      progress.progress("Building the graph of " + model.name(), ++done, model.nodes().size());
    }
    return model.outputs().stream()
        .map(output -> ArrivingArguments.tensor(tensors, output, model.name()))
        .toList();
  }

  private List<MaskedTensor> addCode(
      ModelClone clone,
      SubclassedModel code,
      GraphBuilder scope,
      Map<String, GraphBuilder> scopes,
      Map<KerasTensor, MaskedTensor> tensors) {
    String name = clone.model().name();
    String place = "model " + name;
    LayerClone self = clone.layers().get(clone.layers().size() - 1);
    List<MaskedTensor> inputs =
        clone.model().inputs().stream()
            .map(input -> ArrivingArguments.tensor(tensors, input, place))
            .toList();
    if (!variables.contains(self)) {
      List<TensorSpec> specs = inputs.stream().map(ModelAssembly::spec).toList();
      List<WeightSpec> own =
          ModelCode.calledFor(name, () -> code.weights(self.description().config(), specs));
      variables.create(self, own, requireNonNull(scopes.get(self.layer().name())));
    }
    Set<String> called = new HashSet<>();
    CodeCall call =
        new CodeCall(
            self.description().config(),
            new Ops(scope),
            inputs,
            variables.of(self),
            tensors,
            node -> {
              GraphBuilder at =
                  called.add(node.layer())
                      ? scopes.get(node.layer())
                      : scope.withScope(node.layer());
              addCall(clone.layer(node.layer()), node, at, tensors);
            });
    List<Operand> outputs = ModelCode.calledFor(name, () -> code.call(call));
    if (outputs.size() != clone.model().outputs().size()) {
      throw new ModelFormatException(
          "The code gives "
              + outputs.size()
              + " tensors for the outputs "
              + clone.model().outputNames(),
          place,
          "",
          null);
    }
    return outputs.stream().map(call::masked).toList();
  }

  private void addCall(
      @Nullable LayerClone layer,
      Node node,
      @Nullable GraphBuilder scope,
      Map<KerasTensor, MaskedTensor> tensors) {
    if (layer == null || scope == null) {
      throw new ModelFormatException(
          "a call of a layer that the model does not have", node.layer(), "", null);
    }
    List<MaskedTensor> outputs;
    try {
      outputs =
          layer.layer().isModel()
              ? add(nested(layer), scope, positional(node, tensors, layer.path()))
              : CustomObject.calledFor(
                  "layer " + layer.path(), () -> addLayer(layer, node, new Ops(scope), tensors));
    } catch (ConfigException e) {
      throw new ModelFormatException(
          "The configuration entry " + e.getMessage(), "layer " + layer.path(), "", e);
    } catch (ArithmeticException e) {
      throw new ModelFormatException(
          "Sizes that no tensor can have", "layer " + layer.path(), "", e);
    } catch (UnsupportedModelException e) {
      throw names(e, layer) ? e : around(e, layer);
    } catch (ExportException e) {
      throw e.id() == ErrorId.GRAPH && !isLocated(e) ? located(e, layer) : e;
    }
    for (int i = 0; i < outputs.size(); i++) {
      tensors.put(new KerasTensor(node.layer(), node.index(), i), outputs.get(i));
    }
    calls.add(new AssembledCall(layer, node, outputs.stream().map(MaskedTensor::value).toList()));
  }

  private static ModelClone nested(LayerClone layer) {
    if (layer.nested() == null) {
      throw new IllegalStateException("layer " + layer.path() + " applies no model");
    }
    return layer.nested();
  }

  private List<MaskedTensor> addLayer(
      LayerClone layer, Node node, Ops ops, Map<KerasTensor, MaskedTensor> tensors) {
    LayerSerializer serializer = layer.serializer();
    if (serializer == null) {
      throw new ModelFormatException("an input layer is called", "layer " + layer.path(), "", null);
    }
    GraphLayerCall.Arguments arguments =
        ArrivingArguments.of(layer, serializer, node, ops, tensors);
    checkRank(layer, serializer.ranks(layer.description()), arguments.inputs());
    if (!variables.contains(layer)) {
      List<TensorSpec> specs = arguments.inputs().stream().map(ModelAssembly::spec).toList();
      Map<String, TensorSpec> keywords = new LinkedHashMap<>();
      arguments.tensors().forEach((keyword, tensor) -> keywords.put(keyword, spec(tensor)));
      variables.create(
          layer, serializer.weights(layer.description(), specs, keywords), ops.graph());
    }
    LayerOutput output =
        serializer.call(
            new GraphLayerCall(
                layer.description(),
                layer.path(),
                layer.trainable(),
                ops,
                catalog,
                arguments,
                variables.of(layer),
                context,
                (scope, inputs) -> add(nested(layer), scope, inputs)));
    serializer
        .activityRegularizer(layer.description())
        .ifPresent(
            regularizer ->
                output
                    .values()
                    .forEach(
                        value ->
                            context
                                .activities()
                                .add(new RegularizedActivity(layer.path(), regularizer, value))));
    if (serializer.takesMasksAway(layer.description())) {
      takeMasksAway(arguments, tensors);
    }
    List<MaskedTensor> outputs = new ArrayList<>();
    for (Operand value : carryingOver(ops, output.values())) {
      boolean masked = outputs.size() < output.masked();
      outputs.add(new MaskedTensor(value, masked ? output.mask() : null));
    }
    return outputs;
  }

  private static void checkRank(LayerClone layer, Ranks ranks, List<MaskedTensor> inputs) {
    Shape shape = inputs.isEmpty() ? Shape.unknown() : inputs.get(0).value().shape();
    if (shape.hasRank() && !ranks.contain(shape.rank())) {
      throw new UnsupportedModelException(
          "A layer is called with a tensor that it cannot take",
          List.of(
              new Problem(
                  "its input has the shape " + shape + " and should have " + ranks,
                  "layer " + layer.path())),
          "");
    }
  }

  /**
   * The outputs of a call, which nobody computes without assigning what the call carries over. A
   * training step does that itself, at its end.
   */
  private List<Operand> carryingOver(Ops ops, List<Operand> outputs) {
    List<Operation> assignments = new ArrayList<>();
    Map<GraphVariable, Operand> carriedOver = context.weights().takeCarriedOver();
    if (!trains) {
      carriedOver.forEach(
          (variable, value) -> {
            NodeBuilder assign =
                ops.graph().node("AssignVariableOp").input(variable.handle()).input(value);
            Optional.ofNullable(assigned.get(variable)).ifPresent(assign::control);
            assignments.add(assign.build());
            assigned.put(variable, assignments.get(assignments.size() - 1));
          });
    }
    Ops after = new Ops(ops.graph().withControls(assignments));
    return assignments.isEmpty() ? outputs : outputs.stream().map(after::identity).toList();
  }

  /** Layers that hand on their input hand on the very tensor, so that it has several names. */
  private static void takeMasksAway(
      GraphLayerCall.Arguments arguments, Map<KerasTensor, MaskedTensor> tensors) {
    Set<String> used = new HashSet<>();
    arguments.inputs().forEach(input -> used.add(input.value().tensorName()));
    arguments.tensors().values().forEach(input -> used.add(input.value().tensorName()));
    tensors.replaceAll(
        (name, tensor) ->
            used.contains(tensor.value().tensorName())
                ? new MaskedTensor(tensor.value(), null)
                : tensor);
  }

  private static TensorSpec spec(MaskedTensor tensor) {
    return new TensorSpec(tensor.value().dtype(), tensor.value().shape());
  }

  private static List<MaskedTensor> positional(
      Node node, Map<KerasTensor, MaskedTensor> tensors, String path) {
    return node.inputs().stream()
        .map(input -> ArrivingArguments.tensor(tensors, input, path))
        .toList();
  }

  private static boolean isLocated(ExportException e) {
    return e.problems().stream().anyMatch(problem -> problem.where().startsWith(LAYER));
  }

  private static boolean names(ExportException e, LayerClone layer) {
    return layer.layer().isModel()
        || e.problems().stream()
            .map(Problem::where)
            .anyMatch(
                where ->
                    where.equals(LAYER + layer.path())
                        || where.equals(LAYER + layer.layer().name()));
  }

  /** What a layer inside the configuration of another one cannot do. */
  private static UnsupportedModelException around(ExportException e, LayerClone layer) {
    List<Problem> problems = new ArrayList<>();
    for (Problem problem : e.problems()) {
      problems.add(
          new Problem(problem.what(), problem.where() + " inside " + LAYER + layer.path()));
    }
    return new UnsupportedModelException(e.summary(), problems, "");
  }

  private static ExportException located(ExportException e, LayerClone layer) {
    List<Problem> problems = new ArrayList<>();
    problems.add(new Problem(e.summary(), LAYER + layer.path()));
    problems.addAll(e.problems());
    return new ExportException(
        ErrorId.GRAPH,
        "Layer " + layer.path() + " does not fit its place in the model",
        problems,
        "",
        e);
  }
}
