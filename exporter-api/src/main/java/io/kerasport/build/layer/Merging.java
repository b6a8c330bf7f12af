package io.kerasport.build.layer;

import io.kerasport.build.Arguments;
import io.kerasport.build.KerasLayer;
import io.kerasport.build.Output;
import io.kerasport.build.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers that make one tensor of several. */
public final class Merging extends KerasLayer<Merging> {
  private Merging(String className) {
    super(className);
  }

  /** Their sum. */
  public static Merging add() {
    return new Merging("Add");
  }

  /** The first without the second. */
  public static Merging subtract() {
    return new Merging("Subtract");
  }

  /** Their product, element by element. */
  public static Merging multiply() {
    return new Merging("Multiply");
  }

  /** Their mean. */
  public static Merging average() {
    return new Merging("Average");
  }

  /** The largest of them, element by element. */
  public static Merging maximum() {
    return new Merging("Maximum");
  }

  /** The smallest of them, element by element. */
  public static Merging minimum() {
    return new Merging("Minimum");
  }

  /** One behind the other, along the last axis. */
  public static Merging concatenate() {
    return new Merging("Concatenate");
  }

  /** One behind the other, along an axis. */
  public static Merging concatenate(long axis) {
    return concatenate().set("axis", axis);
  }

  /** Scalar products along an axis of both, or along one of each. */
  public static Merging dot(long... axes) {
    return new Merging("Dot").set("axes", Sizes.oneOrEach(axes));
  }

  /** Calls it with a list of these tensors, the one form that merging layers take. */
  @Override
  public Output call(Tensor first, Tensor... more) {
    List<Tensor> all = new ArrayList<>(List.of(first));
    all.addAll(Arrays.asList(more));
    return call(Arguments.of(all));
  }
}
