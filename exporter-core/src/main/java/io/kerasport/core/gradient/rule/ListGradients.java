package io.kerasport.core.gradient.rule;

import static java.util.Map.entry;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of tensors. The gradient of a list is a list of the gradients of its elements. */
final class ListGradients {
  private ListGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("EmptyTensorList", GradientRule.NO_GRADIENT),
        entry("TensorListReserve", GradientRule.NO_GRADIENT),
        entry("TensorListLength", GradientRule.NO_GRADIENT),
        entry("TensorListPushBack", ListGradients::push),
        entry("TensorListPopBack", ListGradients::pop),
        entry("TensorListFromTensor", ListGradients::unstack),
        entry("TensorListStack", ListGradients::stack),
        entry("TensorListGetItem", ListGradients::get),
        entry("TensorListSetItem", ListGradients::set));
  }

  private static List<@Nullable Operand> push(GradientCall call) {
    Operand element = call.input(1);
    var popped = call.ops().lists().pop(call.gradient(), element.dtype(), element.shape());
    return List.of(popped.list(), popped.element());
  }

  private static List<@Nullable Operand> pop(GradientCall call) {
    Ops tf = call.ops();
    Operand list = call.outputGradient(0);
    Operand element = call.outputGradient(1);
    List<@Nullable Operand> gradients = Formulas.none(call);
    gradients.set(
        0,
        tf.lists()
            .push(
                list != null ? list : tf.zerosLike(call.output(0)),
                element != null ? element : tf.zerosLike(call.output(1))));
    return gradients;
  }

  private static List<@Nullable Operand> unstack(GradientCall call) {
    Operand x = call.input(0);
    Ops tf = call.ops();
    List<@Nullable Operand> gradients = Formulas.none(call);
    gradients.set(
        0,
        tf.graph()
            .node("TensorListStack")
            .input(call.gradient())
            .input(tf.arrays().shape(x, 1, x.shape().rank()))
            .attr("element_dtype", Attr.of(x.dtype()))
            .attr("num_elements", Attr.of(x.shape().dim(0)))
            .buildOutput());
    return gradients;
  }

  private static List<@Nullable Operand> stack(GradientCall call) {
    List<@Nullable Operand> gradients = Formulas.none(call);
    gradients.set(0, call.ops().lists().unstack(call.gradient()));
    return gradients;
  }

  private static List<@Nullable Operand> get(GradientCall call) {
    Ops tf = call.ops();
    Operand dy = call.gradient();
    Operand length = tf.graph().node("TensorListLength").input(call.input(0)).buildOutput();
    Operand zeros =
        tf.graph()
            .node("TensorListReserve")
            .input(call.input(2))
            .input(length)
            .attr("element_dtype", Attr.of(dy.dtype()))
            .buildOutput();
    List<@Nullable Operand> gradients = Formulas.none(call);
    gradients.set(0, setItem(tf, zeros, call.input(1), dy));
    return gradients;
  }

  private static List<@Nullable Operand> set(GradientCall call) {
    Ops tf = call.ops();
    Operand index = call.input(1);
    Operand item = call.input(2);
    List<@Nullable Operand> gradients = Formulas.none(call);
    gradients.set(0, setItem(tf, call.gradient(), index, tf.zerosLike(item)));
    gradients.set(
        2,
        tf.graph()
            .node("TensorListGetItem")
            .input(call.gradient())
            .input(index)
            .input(tf.arrays().shape(item))
            .attr("element_dtype", Attr.of(item.dtype()))
            .buildOutput());
    return gradients;
  }

  private static Operand setItem(Ops tf, Operand list, Operand index, Operand item) {
    return tf.graph().node("TensorListSetItem").input(list).input(index).input(item).buildOutput();
  }
}
