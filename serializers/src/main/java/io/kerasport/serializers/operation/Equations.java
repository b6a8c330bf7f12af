package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Sums of products in Einstein's notation, two operands at a time as TensorFlow's op has it. */
final class Equations {
  private static final String ELLIPSIS = "...";
  private static final int LETTERS = 26;

  private Equations() {}

  static Operand einsum(Ops tf, String subscripts, List<Operand> operands) {
    String equation = subscripts.replace(" ", "");
    int arrow = equation.indexOf("->");
    String inputs = arrow < 0 ? equation : equation.substring(0, arrow);
    String output = arrow < 0 ? implicitOutput(inputs) : equation.substring(arrow + 2);
    List<String> terms = new ArrayList<>(List.of(inputs.split(",", -1)));
    Operand product = operands.get(0);
    if (operands.size() == 1) {
      return node(tf, terms.get(0) + "->" + output, List.of(product));
    }
    String term = terms.get(0);
    for (int i = 1; i < operands.size(); i++) {
      boolean last = i == operands.size() - 1;
      String rest = String.join("", terms.subList(i + 1, terms.size())) + output;
      String result = last ? output : kept(term + terms.get(i), rest);
      product =
          node(tf, term + "," + terms.get(i) + "->" + result, List.of(product, operands.get(i)));
      term = result;
    }
    return product;
  }

  private static Operand node(Ops tf, String equation, List<Operand> operands) {
    return tf.graph()
        .node("Einsum")
        .name("einsum")
        .inputs(operands)
        .attr("equation", Attr.of(equation))
        .buildOutput();
  }

  /** The labels of a product that are needed later. */
  private static String kept(String labels, String later) {
    StringBuilder kept = new StringBuilder(labels.contains(ELLIPSIS) ? ELLIPSIS : "");
    labels
        .replace(ELLIPSIS, "")
        .chars()
        .distinct()
        .filter(label -> later.indexOf(label) >= 0)
        .forEach(label -> kept.append((char) label));
    return kept.toString();
  }

  /** Without an arrow: the labels that occur once, in alphabetical order. */
  private static String implicitOutput(String inputs) {
    String labels = inputs.replace(",", "").replace(ELLIPSIS, "");
    StringBuilder output = new StringBuilder(inputs.contains(ELLIPSIS) ? ELLIPSIS : "");
    labels
        .chars()
        .sorted()
        .filter(label -> labels.indexOf(label) == labels.lastIndexOf(label))
        .forEach(label -> output.append((char) label));
    return output.toString();
  }

  /** The equation that sums over pairs of axes and keeps all others in order. */
  static String contraction(int left, int right, int[] leftAxes, int[] rightAxes) {
    if (left + right > LETTERS) {
      throw new ConfigException("axes", "of tensors with fewer axes", left + right);
    }
    char[] x = letters('a', left);
    char[] y = letters((char) ('a' + left), right);
    for (int i = 0; i < leftAxes.length; i++) {
      y[rightAxes[i]] = x[leftAxes[i]];
    }
    StringBuilder output = new StringBuilder();
    append(output, x, leftAxes);
    append(output, y, rightAxes);
    return new String(x) + "," + new String(y) + "->" + output;
  }

  private static char[] letters(char first, int count) {
    char[] letters = new char[count];
    for (int i = 0; i < count; i++) {
      letters[i] = (char) (first + i);
    }
    return letters;
  }

  private static void append(StringBuilder output, char[] labels, int[] summed) {
    for (int i = 0; i < labels.length; i++) {
      int axis = i;
      if (Arrays.stream(summed).noneMatch(other -> other == axis)) {
        output.append(labels[i]);
      }
    }
  }

  /** The axes that {@code axes} pairs: a number of them, or two lists. */
  static int[][] axes(Object axes, int left, int right) {
    if (axes instanceof Long count && count >= 0 && count <= Math.min(left, right)) {
      int summed = Math.toIntExact(count);
      return new int[][] {
        IntStream.range(left - summed, left).toArray(), IntStream.range(0, summed).toArray()
      };
    }
    if (axes instanceof List<?> pair && pair.size() == 2) {
      int[] x = counted(axes, pair.get(0), left);
      int[] y = counted(axes, pair.get(1), right);
      if (x.length == y.length) {
        return new int[][] {x, y};
      }
    }
    throw new ConfigException("axes", "a number of axes, or as many of each operand", axes);
  }

  private static int[] counted(Object axes, Object given, int rank) {
    List<?> list = given instanceof List<?> several ? several : List.of(given);
    return list.stream()
        .mapToInt(
            item -> {
              if (!(item instanceof Long axis) || axis < -rank || axis >= rank) {
                throw new ConfigException("axes", "axes of the operands", axes);
              }
              return (int) (axis < 0 ? axis + rank : axis);
            })
        .toArray();
  }
}
