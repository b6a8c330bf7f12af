package io.kerasport.integration.gradient;

import static io.kerasport.integration.gradient.GradientCase.op;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.stream.Stream;

/** Ops with indices. */
final class IndexingRows {
  private static final Shape TWO_BY_TWO = Shape.of(2, 2);

  private IndexingRows() {}

  static Stream<GradientCase> rows() {
    return Stream.of(
        op("GatherV2").x(4, 3).fed(DType.INT32, TWO_BY_TWO, 1, 3, 1, 0).scalar(0),
        op("GatherV2").note("one").x(4, 3).fed(DType.INT64, Shape.scalar(), 2).scalar(0),
        op("GatherV2")
            .note("middle axis")
            .x(2, 4, 3)
            .fed(DType.INT32, TWO_BY_TWO, 1, 3, 1, 0)
            .scalar(1)
            .knowing(Knowledge.SHAPE, Knowledge.RANK),
        op("GatherV2")
            .note("last axis")
            .wrongInTensorFlow()
            .x(2, 3, 4)
            .fed(DType.INT64, Shape.of(2), 1, 3)
            .scalar(-1)
            .knowing(Knowledge.SHAPE, Knowledge.RANK),
        op("GatherV2")
            .note("batch")
            .x(2, 4, 3)
            .fed(DType.INT32, TWO_BY_TWO, 1, 3, 1, 0)
            .scalar(1)
            .attr("batch_dims", 1)
            .knowing(Knowledge.SHAPE, Knowledge.RANK),
        op("GatherV2")
            .note("batch and another axis before")
            .x(2, 3, 4, 2)
            .fed(DType.INT32, Shape.of(2, 2), 1, 3, 1, 0)
            .scalar(2)
            .attr("batch_dims", 1)
            .knowing(Knowledge.SHAPE, Knowledge.RANK),
        op("GatherV2")
            .note("batch counted from the back")
            .wrongInTensorFlow()
            .x(2, 4)
            .fed(DType.INT32, Shape.of(2), 3, 0)
            .scalar(-1)
            .attr("batch_dims", -1)
            .knowing(Knowledge.SHAPE, Knowledge.RANK),
        op("GatherNd").x(3, 4, 2).fed(DType.INT32, Shape.of(3, 2), 0, 1, 2, 3, 0, 1),
        op("ScatterNd")
            .fed(DType.INT32, Shape.of(3, 1), 0, 2, 0)
            .x(3, 2)
            .fed(DType.INT32, Shape.of(2), 4, 2),
        op("TensorScatterUpdate").x(4, 2).fed(DType.INT32, Shape.of(2, 1), 2, 0).x(2, 2),
        op("TensorScatterAdd").x(4, 2).fed(DType.INT32, Shape.of(2, 1), 2, 2).x(2, 2),
        op("TensorScatterSub").x(4, 2).fed(DType.INT32, Shape.of(2, 1), 2, 2).x(2, 2),
        op("UnsortedSegmentMax")
            .distinct(5, 2)
            .fed(DType.INT32, Shape.of(5), 1, 0, -1, 1, 2)
            .scalar(3),
        op("UnsortedSegmentMin")
            .distinct(5, 2)
            .fed(DType.INT32, Shape.of(5), 1, 0, -1, 1, 2)
            .scalar(3),
        op("TopKV2").distinct(2, 5).scalar(3),
        op("TopKV2").note("vector").distinct(6).scalar(2),
        op("TopKV2").note("more axes").distinct(2, 2, 4).scalar(2),
        op("UnsortedSegmentSum").x(4, 2).fed(DType.INT32, Shape.of(4), 1, 0, -1, 1).scalar(3),
        op("SegmentSum").x(4, 2).fed(DType.INT32, Shape.of(4), 0, 0, 1, 2));
  }
}
