package io.kerasport.formats.weights;

import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Rebuilds models with other layers or weights. */
final class Layers {
  private Layers() {}

  static Model map(Model model, UnaryOperator<Layer> replace) {
    return new Model(
        model.name(),
        model.kind(),
        model.generation(),
        model.layers().stream().map(replace).toList(),
        model.nodes(),
        model.inputs(),
        model.outputs(),
        model.source(),
        model.compileConfig(),
        model.optimizerWeights(),
        model.optimizerMayDiffer());
  }

  static Model withOptimizer(Model model, List<Weight> weights) {
    return new Model(
        model.name(),
        model.kind(),
        model.generation(),
        model.layers(),
        model.nodes(),
        model.inputs(),
        model.outputs(),
        model.source(),
        model.compileConfig(),
        Optional.of(weights));
  }

  static Layer withWeights(Layer layer, List<Weight> weights) {
    return new Layer(
        layer.name(),
        layer.className(),
        layer.registeredName(),
        layer.config(),
        Optional.of(weights),
        layer.nested());
  }

  static Layer withNested(Layer layer, Model nested) {
    return new Layer(
        layer.name(),
        layer.className(),
        layer.registeredName(),
        layer.config(),
        Optional.empty(),
        nested);
  }
}
