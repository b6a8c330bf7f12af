package io.kerasport.purejava.shape;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.Optional;

/** Lists of tensors: scalars of type variant, which carry the type and shape of their elements. */
final class ListShapes {
  private ListShapes() {}

  /** A list whose elements have the shape that the first input spells out. */
  static void fresh(InferenceContext c) {
    list(c, Optional.of(new TensorSpec(elementType(c), spelt(c, 0))));
  }

  static void fromTensor(InferenceContext c) {
    Shape element = Shapes.from(Shapes.withRankAtLeast(c.input(0), 1), 1);
    list(c, Optional.of(new TensorSpec(elementType(c), Shapes.merge(element, spelt(c, 1)))));
  }

  static void pushBack(InferenceContext c) {
    Shape known = held(c);
    list(c, Optional.of(new TensorSpec(elementType(c), known)));
  }

  /** TensorFlow does not look at the shape that the second input spells out. */
  static void popBack(InferenceContext c) {
    list(c, c.held(0));
    c.output(1, held(c));
  }

  static void stack(InferenceContext c) {
    Shape element = Shapes.merge(held(c), spelt(c, 1));
    long count = c.attrs().integer("num_elements");
    c.output(0, Shapes.concat(Shape.of(count), element));
  }

  static void getItem(InferenceContext c) {
    c.output(0, Shapes.merge(held(c), spelt(c, 2)));
  }

  static void setItem(InferenceContext c) {
    list(c, Optional.of(new TensorSpec(elementType(c), held(c))));
  }

  private static void list(InferenceContext c, Optional<TensorSpec> elements) {
    c.output(0, Shape.scalar());
    c.holds(0, elements);
  }

  private static DType elementType(InferenceContext c) {
    return c.attrs().type("element_dtype");
  }

  /** The shape of the elements of the list at the first input. */
  private static Shape held(InferenceContext c) {
    Optional<TensorSpec> held = c.held(0);
    if (held.isPresent() && held.get().dtype() != elementType(c)) {
      throw new ShapeException(
          "the list holds %s, expected %s"
              .formatted(held.get().dtype().kerasName(), elementType(c).kerasName()));
    }
    return held.map(TensorSpec::shape).orElse(Shape.unknown());
  }

  /** The shape that an input spells out; a scalar leaves it open. */
  private static Shape spelt(InferenceContext c, int input) {
    Shape vector = c.input(input);
    return vector.hasRank() && vector.rank() == 0 ? Shape.unknown() : c.shapeTensor(input);
  }
}
