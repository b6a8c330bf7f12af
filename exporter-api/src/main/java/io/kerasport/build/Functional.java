package io.kerasport.build;

import io.kerasport.model.Compile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph of layers, from inputs to outputs.
 *
 * <pre>{@code
 * Input image = Input.shape(28, 28, 1);
 * Tensor features = Reshaping.flatten().call(image);
 * Functional model = Functional.from(image).to(Dense.units(10).call(features));
 * }</pre>
 */
public final class Functional extends Architecture {
  private final Object inputs;
  private final Object outputs;

  private Functional(Object inputs, Object outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** The inputs of a model to come. */
  public static final class From {
    private final Object inputs;

    private From(Object inputs) {
      this.inputs = inputs;
    }

    /** The model from the inputs to one or several outputs. */
    public Functional to(Tensor first, Tensor... more) {
      return new Functional(inputs, oneOrList(first, more));
    }

    /** The model from the inputs to outputs in a dict. */
    public Functional to(Map<String, ? extends Tensor> outputs) {
      return new Functional(inputs, new LinkedHashMap<>(outputs));
    }
  }

  /** A model with one or several inputs. */
  public static From from(Input first, Input... more) {
    return new From(oneOrList(first, more));
  }

  /** A model whose inputs are a dict. */
  public static From from(Map<String, Input> inputs) {
    return new From(new LinkedHashMap<>(inputs));
  }

  private static Object oneOrList(Tensor first, Tensor... more) {
    List<Tensor> all = new ArrayList<>(List.of(first));
    all.addAll(Arrays.asList(more));
    return more.length == 0 ? first : Collections.unmodifiableList(all);
  }

  /** Names the model. */
  public Functional named(String own) {
    rename(own);
    return this;
  }

  /** Says what the model is trained with. */
  public Functional compile(Compile what) {
    compileWith(what);
    return this;
  }

  /** The inputs in their structure: an {@link Input}, or a List or Map of them. */
  public Object inputStructure() {
    return inputs;
  }

  /** The outputs in their structure: a {@link Tensor}, or a List or Map of them. */
  public Object outputStructure() {
    return outputs;
  }

  @Override
  public List<Input> inputs() {
    return Arguments.of(inputs).tensors().stream().map(Input.class::cast).toList();
  }

  /** The outputs, flattened. */
  public List<Tensor> outputs() {
    return Arguments.of(outputs).tensors();
  }

  @Override
  public List<Block> blocks() {
    Set<Block> found = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Block> blocks = new ArrayList<>();
    Set<Call> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Tensor> open = new ArrayList<>(outputs());
    while (!open.isEmpty()) {
      if (open.remove(open.size() - 1) instanceof Output output && seen.add(output.call())) {
        if (found.add(output.call().callee())) {
          blocks.add(output.call().callee());
        }
        open.addAll(output.call().arguments().tensors());
      }
    }
    return blocks;
  }
}
