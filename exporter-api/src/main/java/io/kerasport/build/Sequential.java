package io.kerasport.build;

import io.kerasport.model.Compile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A chain of layers. */
public final class Sequential extends Architecture {
  private final Input input;
  private final List<Block> blocks = new ArrayList<>();

  private Sequential(Input input) {
    this.input = input;
  }

  /** A model that hands its input on. */
  public static Sequential of(Input input) {
    return new Sequential(input);
  }

  /** Names the model. */
  public Sequential named(String own) {
    rename(own);
    return this;
  }

  /** Adds layers, or whole models, behind the last one. */
  public Sequential add(Block first, Block... more) {
    blocks.add(first);
    blocks.addAll(List.of(more));
    return this;
  }

  /** Says what the model is trained with. */
  public Sequential compile(Compile what) {
    compileWith(what);
    return this;
  }

  @Override
  public List<Input> inputs() {
    return List.of(input);
  }

  @Override
  public List<Block> blocks() {
    return Collections.unmodifiableList(blocks);
  }
}
