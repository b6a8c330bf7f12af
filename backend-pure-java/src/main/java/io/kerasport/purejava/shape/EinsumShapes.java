package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Einstein sums, such as {@code ab,bc->ac} or {@code ...ab,bc->...ac}. Each letter names an axis;
 * three dots stand for any number of axes, which broadcast.
 */
final class EinsumShapes {
  private static final String ELLIPSIS = "...";

  private final String equation;
  private final Map<Character, Long> dims = new HashMap<>();
  private Shape ellipsis = Shape.scalar();

  private EinsumShapes(String equation) {
    this.equation = equation;
  }

  static void einsum(InferenceContext c) {
    String equation = c.attrs().text("equation");
    String[] sides = equation.split("->", -1);
    if (sides.length != 2) {
      throw new ShapeException("the equation should have one arrow, found " + equation);
    }
    String[] inputs = sides[0].split(",", -1);
    if (inputs.length > 2 || inputs.length != c.inputs()) {
      throw new ShapeException(
          "the equation %s is for %d inputs, found %d"
              .formatted(equation, inputs.length, c.inputs()));
    }
    EinsumShapes axes = new EinsumShapes(equation);
    for (int i = 0; i < inputs.length; i++) {
      axes.readInput(inputs[i], c.input(i));
    }
    c.output(0, axes.output(sides[1]));
  }

  private void readInput(String labels, Shape input) {
    int dots = ellipsisAt(labels);
    int letters = dots < 0 ? labels.length() : labels.length() - ELLIPSIS.length();
    if (dots < 0) {
      Shapes.withRank(input, letters);
    } else {
      Shapes.withRankAtLeast(input, letters);
      Shape covered =
          input.hasRank() ? input.slice(dots, dots + input.rank() - letters) : Shape.unknown();
      ellipsis = Shapes.broadcast(ellipsis, covered);
    }
    for (int i = 0; i < labels.length(); i++) {
      if (dots < 0 || i < dots) {
        bind(labels.charAt(i), Shapes.dim(input, i));
      } else if (i >= dots + ELLIPSIS.length()) {
        bind(labels.charAt(i), Shapes.dim(input, i - labels.length()));
      }
    }
  }

  private void bind(char label, long dim) {
    dims.merge(label, dim, Dims::merge);
  }

  private Shape output(String labels) {
    int dots = ellipsisAt(labels);
    if (dots < 0) {
      if (ellipsis.hasRank() && ellipsis.rank() > 0) {
        throw new ShapeException(
            "the output of %s has no place for the axes %s".formatted(equation, ellipsis));
      }
      return Shapes.of(dims(labels));
    }
    Shape before = Shapes.of(dims(labels.substring(0, dots)));
    Shape after = Shapes.of(dims(labels.substring(dots + ELLIPSIS.length())));
    return Shapes.concat(Shapes.concat(before, ellipsis), after);
  }

  private List<Long> dims(String labels) {
    List<Long> found = new ArrayList<>();
    for (char label : labels.toCharArray()) {
      Long dim = dims.get(label);
      if (dim == null) {
        throw new ShapeException(
            "axis %s of the output is in no input of %s".formatted(label, equation));
      }
      found.add(dim);
    }
    return found;
  }

  private int ellipsisAt(String labels) {
    int dots = labels.indexOf(ELLIPSIS);
    long periods = labels.chars().filter(label -> label == '.').count();
    if (periods != (dots < 0 ? 0 : ELLIPSIS.length())) {
      throw new ShapeException("the dots of " + labels + " in " + equation + " are no ellipsis");
    }
    return dots;
  }
}
