package io.kerasport.core.training;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerFinishCall;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the steps of all variables share; casts are made once for each element type. */
final class SharedStep implements OptimizerFinishCall {
  private final ObjectDescription description;
  private final Ops ops;
  private final Operand iterations;
  private final Operand learningRate;
  private final Map<String, GraphVariable> hyperparameters;
  private final Map<String, GraphVariable> scalars;
  private final Map<String, Operand> newScalars = new LinkedHashMap<>();
  private final Map<String, Operand> casts = new HashMap<>();

  SharedStep(
      ObjectDescription description,
      Ops ops,
      Operand iterations,
      Operand learningRate,
      Map<String, GraphVariable> hyperparameters,
      Map<String, GraphVariable> scalars) {
    this.description = description;
    this.ops = ops;
    this.iterations = iterations;
    this.learningRate = learningRate;
    this.hyperparameters = hyperparameters;
    this.scalars = scalars;
  }

  Map<String, Operand> newScalars() {
    return newScalars;
  }

  @Override
  public ObjectDescription description() {
    return description;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public Operand iterations() {
    return iterations;
  }

  @Override
  public Operand learningRate(DType dtype) {
    return cast("learning_rate", learningRate, dtype);
  }

  @Override
  public Operand hyperparameter(String name, DType dtype) {
    return cast("hyperparameter " + name, variable(hyperparameters, name).value(), dtype);
  }

  @Override
  public Operand scalar(String name, DType dtype) {
    return cast("scalar " + name, variable(scalars, name).value(), dtype);
  }

  @Override
  public void assignScalar(String name, Operand value) {
    variable(scalars, name);
    newScalars.put(name, value);
  }

  private Operand cast(String key, Operand value, DType dtype) {
    return value.dtype() == dtype
        ? value
        : casts.computeIfAbsent(key + " as " + dtype, missing -> ops.cast(value, dtype));
  }

  private GraphVariable variable(Map<String, GraphVariable> variables, String name) {
    GraphVariable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException(
          "optimizer " + description.name() + " has no variable `" + name + "`");
    }
    return variable;
  }
}
