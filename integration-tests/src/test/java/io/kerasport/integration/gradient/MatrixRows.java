package io.kerasport.integration.gradient;

import static io.kerasport.integration.gradient.GradientCase.op;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.stream.Stream;

/** Products of matrices, einsum, reductions and running sums. */
final class MatrixRows {
  private MatrixRows() {}

  static Stream<GradientCase> rows() {
    return Stream.of(matrices(), einsum(), reductions(), running(), losses()).flatMap(rows -> rows);
  }

  private static Stream<GradientCase> matrices() {
    return Stream.of(
        op("MatMul").x(2, 3).x(3, 4),
        op("MatMul").note("aT").x(3, 2).x(3, 4).attr("transpose_a", true),
        op("MatMul").note("bT").x(2, 3).x(4, 3).attr("transpose_b", true),
        op("MatMul")
            .note("aT bT")
            .x(3, 2)
            .x(4, 3)
            .attr("transpose_a", true)
            .attr("transpose_b", true),
        op("BatchMatMul").x(2, 2, 3).x(2, 3, 2),
        op("BatchMatMulV2").x(2, 2, 3).x(2, 3, 2),
        op("BatchMatMulV2").note("broadcast").x(2, 1, 2, 3).x(3, 3, 2),
        op("BatchMatMulV2").note("one matrix").x(2, 3, 2, 3).x(3, 2),
        op("BatchMatMulV2").note("adj_x").x(2, 3, 2).x(2, 3, 2).attr("adj_x", true),
        op("BatchMatMulV2").note("adj_y").x(2, 2, 3).x(2, 2, 3).attr("adj_y", true),
        op("BiasAdd").x(2, 3, 4).x(4),
        op("BiasAdd").note("NCHW").x(2, 3, 2, 2).x(3).attr("data_format", "NCHW"));
  }

  private static Stream<GradientCase> einsum() {
    return Stream.of(
        einsum("ab,bc->ac").x(2, 3).x(3, 4),
        einsum("ab,bc->ca").x(2, 3).x(3, 4),
        einsum("abc,cde->abde").x(2, 3, 2).x(2, 2, 3),
        einsum("abcd,aecd->acbe").x(2, 2, 2, 3).x(2, 3, 2, 3),
        einsum("ab,b->").x(2, 3).x(3),
        einsum("ab,cd->ac").x(2, 3).x(4, 2),
        einsum("a,b->ab").x(2).x(3),
        einsum("...x,xy->...y").x(2, 2, 3).x(3, 4),
        einsum("...ab,...bc->...ac").x(2, 1, 2, 3).x(3, 3, 2),
        einsum("a...b,b...->...a").x(2, 3, 2, 4).x(4, 1, 2),
        oneInput("ab->ba").x(2, 3),
        oneInput("ab->a").x(2, 3),
        oneInput("ab->").x(2, 3),
        oneInput("aa->a").x(3, 3),
        oneInput("aa->").x(3, 3),
        oneInput("...ab->...ba").x(2, 2, 3));
  }

  private static GradientCase einsum(String equation) {
    return op("Einsum").note(equation).attr("equation", equation).lists(2);
  }

  private static GradientCase oneInput(String equation) {
    return op("Einsum").note(equation).attr("equation", equation).lists(1);
  }

  private static Stream<GradientCase> reductions() {
    return Stream.of("Sum", "Mean", "Max", "Min", "Prod", "EuclideanNorm")
        .flatMap(
            type ->
                Stream.of(
                    op(type).distinct(2, 3, 4).ints(1),
                    op(type).note("two axes").distinct(2, 3, 4).ints(0, -1),
                    op(type).note("all axes").distinct(2, 3, 4).ints(0, 1, 2),
                    op(type).note("keeping").distinct(2, 3, 4).ints(1).attr("keep_dims", true),
                    op(type).note("no axes").distinct(2, 3).ints(),
                    op(type)
                        .note("axes fed")
                        .distinct(2, 3, 4)
                        .fed(DType.INT32, Shape.of(2), 0, -1)));
  }

  private static Stream<GradientCase> running() {
    return Stream.of("Cumsum", "Cumprod")
        .flatMap(
            type ->
                Stream.of(
                    op(type).x(3, 4).scalar(1),
                    op(type).note("exclusive").x(3, 4).scalar(0).attr("exclusive", true),
                    op(type).note("reverse").x(3, 4).scalar(-1).attr("reverse", true),
                    op(type)
                        .note("exclusive reverse")
                        .x(3, 4)
                        .scalar(1)
                        .attr("exclusive", true)
                        .attr("reverse", true)));
  }

  private static Stream<GradientCase> losses() {
    return Stream.of(
        op("L2Loss").x(3, 4),
        op("SoftmaxCrossEntropyWithLogits")
            .wrongInTensorFlow()
            .x(3, 4)
            .values(Shape.of(3, 4), 0.1, 0.2, 0.3, 0.4, 0.7, 0, 0.3, 0, 0.25, 0.25, 0.25, 0.25)
            .outputs(0),
        op("SoftmaxCrossEntropyWithLogits")
            .note("in float32")
            .x(3, 4)
            .values(Shape.of(3, 4), 0.1, 0.2, 0.3, 0.4, 0.7, 0, 0.3, 0, 0.25, 0.25, 0.25, 0.25)
            .outputs(0)
            .types(DType.FLOAT),
        op("SparseSoftmaxCrossEntropyWithLogits")
            .x(3, 4)
            .fed(DType.INT32, Shape.of(3), 2, 0, 3)
            .outputs(0));
  }
}
