package io.kerasport.formats.build;

import io.kerasport.build.Architecture;
import io.kerasport.build.Block;
import io.kerasport.build.Call;
import io.kerasport.build.Functional;
import io.kerasport.build.Input;
import io.kerasport.build.KerasLayer;
import io.kerasport.build.Output;
import io.kerasport.build.Sequential;
import io.kerasport.build.Tensor;
import io.kerasport.formats.build.KerasClasses.Kind;
import io.kerasport.model.Config;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ArchitectureSpelling.TracedShapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spells models. */
final class ModelSpeller {
  private final ObjectSpeller objects;
  private final LayerNames names;
  private final LayerSpeller layers;
  private final TracedShapes shapes;

  ModelSpeller(ObjectSpeller objects, LayerNames names, LayerSpeller layers, TracedShapes shapes) {
    this.objects = objects;
    this.names = names;
    this.layers = layers;
    this.shapes = shapes;
  }

  /** A model's serialized object. */
  Fields model(Architecture model) {
    Fields fields =
        model instanceof Sequential chain ? sequential(chain) : functional((Functional) model);
    return fields.with(
        "compile_config",
        model
            .compiled()
            .map(stated -> compileConfig(stated, "model " + names.of(model)))
            .orElse(Config.empty()));
  }

  private Fields sequential(Sequential model) {
    Input input = model.inputs().get(0);
    List<@Nullable Object> entries = new ArrayList<>();
    entries.add(input(input).config());
    Optional<TensorSpec> at = Optional.of(input.spec());
    for (Block block : model.blocks()) {
      entries.add(block(block, at.map(spec -> BuiltWith.one(spec.shape())).orElse(null)).config());
      at = shapes.of(model, new KerasTensor(names.of(block), 0, 0));
    }
    Object shape = BuiltWith.plain(input.spec().shape());
    Config config =
        new Fields()
            .with("name", names.of(model))
            .with("trainable", true)
            .with("dtype", StatedSettings.dtypePolicy("float32"))
            .with("layers", entries)
            .with("build_input_shape", shape)
            .config();
    return Fields.object("keras", "Sequential", config, null)
        .with("build_config", new Fields().with("input_shape", shape).config());
  }

  private Fields functional(Functional model) {
    CallOrder order = new CallOrder(model);
    List<@Nullable Object> entries = new ArrayList<>();
    for (Object part : order.layers()) {
      entries.add(
          part instanceof Input input
              ? input(input).with("name", names.of(input)).with("inbound_nodes", List.of()).config()
              : called((Block) part, model, order));
    }
    Config config =
        new Fields()
            .with("name", names.of(model))
            .with("trainable", true)
            .with("layers", entries)
            .with("input_layers", ends(model.inputStructure(), order))
            .with("output_layers", ends(model.outputStructure(), order))
            .config();
    return Fields.object("keras.src.models.functional", "Functional", config, "Functional")
        .with("build_config", new Fields().with("input_shape", null).config());
  }

  Fields input(Input input) {
    Config config =
        new Fields()
            .with("batch_shape", BuiltWith.plain(input.spec().shape()))
            .with("dtype", input.spec().dtype().kerasName())
            .with("sparse", false)
            .with("ragged", false)
            .with("name", input.name().orElseGet(() -> names.of(input)))
            .with("optional", false)
            .config();
    return Fields.object("keras.layers", "InputLayer", config, null);
  }

  Fields block(Block block, @Nullable BuiltWith built) {
    return block instanceof KerasLayer<?> layer
        ? layers.layer(layer, built)
        : model((Architecture) block);
  }

  private Config called(Block block, Functional model, CallOrder order) {
    List<Call> calls = block.calls().stream().filter(order::contains).toList();
    List<@Nullable Object> nodes = new ArrayList<>();
    for (Call call : calls) {
      Map<String, @Nullable Object> keywords = call.arguments().keywords();
      nodes.add(
          new Fields()
              .with("args", argument(call.arguments().positional(), model, order))
              .with(
                  "kwargs",
                  keywords.isEmpty()
                      ? layers.impliedKeywords(block)
                      : argument(keywords, model, order))
              .config());
    }
    return block(block, builtWith(calls.get(0), model, order))
        .with("name", names.of(block))
        .with("inbound_nodes", nodes)
        .config();
  }

  private @Nullable Object argument(@Nullable Object value, Functional model, CallOrder order) {
    if (value instanceof Tensor tensor) {
      Optional<TensorSpec> spec = spec(tensor, model, order);
      KerasTensor reference = reference(tensor, order);
      return new Fields()
          .with("class_name", "__keras_tensor__")
          .with(
              "config",
              new Fields()
                  .with("shape", spec.map(TensorSpec::shape).map(BuiltWith::plain).orElse(null))
                  .with("dtype", spec.map(known -> known.dtype().kerasName()).orElse(null))
                  .with("keras_history", history(reference, 0))
                  .config())
          .config();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(argument(item, model, order)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Fields fields = new Fields();
      map.forEach((key, item) -> fields.with(String.valueOf(key), argument(item, model, order)));
      return fields.config();
    }
    return value;
  }

  private @Nullable BuiltWith builtWith(Call call, Functional model, CallOrder order) {
    if (!call.arguments().tensors().stream()
        .allMatch(tensor -> spec(tensor, model, order).isPresent())) {
      return null;
    }
    List<@Nullable Object> positional = new ArrayList<>();
    call.arguments().positional().forEach(item -> positional.add(shape(item, model, order)));
    Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
    call.arguments()
        .keywords()
        .forEach((key, item) -> keywords.put(key, shape(item, model, order)));
    return new BuiltWith(positional, keywords);
  }

  private @Nullable Object shape(@Nullable Object value, Functional model, CallOrder order) {
    if (value instanceof Tensor tensor) {
      return spec(tensor, model, order).map(TensorSpec::shape).orElse(Shape.unknown());
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(shape(item, model, order)));
      return items;
    }
    return null;
  }

  private Optional<TensorSpec> spec(Tensor tensor, Functional model, CallOrder order) {
    return tensor instanceof Input input
        ? Optional.of(input.spec())
        : shapes.of(model, reference(tensor, order));
  }

  private KerasTensor reference(Tensor tensor, CallOrder order) {
    if (!(tensor instanceof Output output)) {
      return new KerasTensor(names.of(tensor), 0, 0);
    }
    Block callee = output.call().callee();
    int node = callee.calls().stream().filter(order::contains).toList().indexOf(output.call());
    return new KerasTensor(names.of(callee), node, output.index());
  }

  /** Inputs or outputs in their structure. Keras counts the calls of a functional model from 1. */
  private @Nullable Object ends(Object structure, CallOrder order) {
    if (structure instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(ends(item, order)));
      return items;
    }
    if (structure instanceof Map<?, ?> map) {
      Fields fields = new Fields();
      map.forEach((key, item) -> fields.with(String.valueOf(key), ends((Tensor) item, order)));
      return fields.config();
    }
    boolean counted =
        structure instanceof Output output && output.call().callee() instanceof Functional;
    return history(reference((Tensor) structure, order), counted ? 1 : 0);
  }

  private static List<@Nullable Object> history(KerasTensor tensor, int from) {
    return List.of(tensor.layer(), (long) tensor.node() + from, (long) tensor.tensor());
  }

  private Config compileConfig(Config stated, String place) {
    Fields fields = new Fields();
    if (stated.has("optimizer")) {
      fields.with("optimizer", objects.object(Kind.OPTIMIZER, stated.get("optimizer"), place));
    }
    return fields
        .with("loss", objects.ofOutputs(Kind.LOSS, stated.get("loss"), place))
        .with("loss_weights", stated.get("loss_weights"))
        .with("metrics", objects.ofOutputs(Kind.METRIC, stated.get("metrics"), place))
        .with(
            "weighted_metrics",
            objects.ofOutputs(Kind.METRIC, stated.get("weighted_metrics"), place))
        .with("run_eagerly", false)
        .with("steps_per_execution", 1L)
        .with("jit_compile", false)
        .config();
  }
}
