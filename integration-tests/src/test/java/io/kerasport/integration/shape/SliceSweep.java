package io.kerasport.integration.shape;

import io.kerasport.model.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Ops that take parts of tensors, and those that find, count and scatter elements. */
final class SliceSweep {
  private SliceSweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    sweeps.put("Slice", SliceSweep::slice);
    sweeps.put("StridedSlice", SliceSweep::stridedSlice);
    sweeps.put("GatherV2", SliceSweep::gather);
    sweeps.put("GatherNd", SliceSweep::gatherNd);
    sweeps.put("Unique", v -> Row.of("Unique", v.f(v.dim())));
    sweeps.put(
        "Bincount",
        v ->
            Row.of(
                "Bincount",
                v.fed(DType.INT32, v.dimsOfRank(0, 2)),
                v.scalar(v.between(v.chance(0.05) ? -1 : 0, 5)),
                v.f(v.dimsOfRank(0, 1))));
    sweeps.put(
        "DenseBincount",
        v ->
            Row.of(
                "DenseBincount",
                v.fed(DType.INT32, v.dimsOfRank(v.chance(0.1) ? 0 : 1, 2)),
                v.scalar(v.between(v.chance(0.05) ? -1 : 0, 5)),
                v.f(v.dimsOfRank(0, 1))));
    for (String type : List.of("UnsortedSegmentSum", "UnsortedSegmentMax", "UnsortedSegmentProd")) {
      sweeps.put(type, v -> segment(v, type));
    }
    sweeps.put("DynamicStitch", SliceSweep::dynamicStitch);
  }

  private static Row slice(Vary v) {
    long[] dims = v.dimsOfRank(0, 3);
    long[] begin = new long[dims.length];
    long[] size = new long[dims.length];
    for (int i = 0; i < dims.length; i++) {
      begin[i] = v.between(0, (int) dims[i]);
      size[i] = v.chance(0.3) ? -1 : v.between(0, (int) (dims[i] - begin[i]));
      size[i] += v.chance(0.03) ? -1 : v.chance(0.03) ? 3 : 0;
    }
    return Row.of("Slice", v.f(dims), v.vector(begin), v.vector(size));
  }

  private static Row stridedSlice(Vary v) {
    long[] dims = v.dimsOfRank(0, 4);
    int entries = v.between(0, Math.min(4, dims.length + 1));
    long[] begin = new long[entries];
    long[] end = new long[entries];
    long[] strides = new long[entries];
    for (int i = 0; i < entries; i++) {
      begin[i] = v.between(-4, 4);
      end[i] = v.between(-4, 6);
      strides[i] = v.chance(0.02) ? 0 : v.chance(0.2) ? v.between(-3, -1) : v.between(1, 3);
    }
    int all = (1 << entries) - 1;
    int shrink = v.chance(0.4) ? v.between(0, all) : 0;
    for (int i = 0; i < entries; i++) {
      if ((shrink >> i & 1) == 1 && v.chance(0.9)) {
        begin[i] = v.between(-1, 0);
        strides[i] = 1;
      }
    }
    Source strideInput =
        v.chance(0.9)
            ? Source.ints(LongStream.of(strides).mapToInt(stride -> (int) stride).toArray())
            : v.vector(strides);
    return Row.of("StridedSlice", v.f(dims), v.vector(begin), v.vector(end), strideInput)
        .attr("begin_mask", v.between(0, all))
        .attr("end_mask", v.between(0, all))
        .attr("ellipsis_mask", v.chance(0.3) && entries > 0 ? 1 << v.between(0, entries - 1) : 0)
        .attr("new_axis_mask", v.chance(0.3) ? v.between(0, all) : 0)
        .attr("shrink_axis_mask", shrink);
  }

  private static Row gather(Vary v) {
    int rank = v.between(v.chance(0.05) ? 0 : 1, 3);
    long[] params = v.dims(rank);
    long[] indices = v.dimsOfRank(0, 3);
    int batch = Math.min(rank - 1, indices.length);
    int batchDims = v.chance(0.3) && batch > 0 ? v.between(1, batch) : 0;
    System.arraycopy(params, 0, indices, 0, batchDims);
    int axis = v.axis(rank);
    if (batchDims > 0 && v.chance(0.2)) {
      batchDims -= indices.length;
    } else if (batchDims > 0) {
      axis = v.between(batchDims, rank - 1);
    }
    if (batchDims == 0) {
      return Row.of("GatherV2", v.f(params), v.fed(DType.INT32, indices), v.scalar(axis));
    }
    // TensorFlow aborts where there are more batch dimensions than axes, so keep all axes.
    return Row.of(
            "GatherV2",
            Source.fed(DType.FLOAT, v.blurDims(params)),
            Source.fed(DType.INT32, v.blurDims(indices)),
            v.scalar(axis))
        .attr("batch_dims", v.chance(0.05) ? -4 : batchDims);
  }

  private static Row gatherNd(Vary v) {
    long[] params = v.dimsOfRank(0, 4);
    long[] indices = v.dimsOfRank(v.chance(0.05) ? 0 : 1, 3);
    if (indices.length > 0) {
      indices[indices.length - 1] = v.between(0, params.length + (v.chance(0.05) ? 1 : 0));
    }
    return Row.of("GatherNd", v.f(params), v.fed(DType.INT32, indices));
  }

  private static Row segment(Vary v, String type) {
    long[] data = v.dimsOfRank(1, 3);
    long[] ids = Arrays.copyOf(data, v.between(0, data.length));
    return Row.of(
        type, v.f(data), v.fed(DType.INT32, ids), v.scalar(v.between(v.chance(0.05) ? -1 : 0, 5)));
  }

  private static Row dynamicStitch(Vary v) {
    long[] rest = v.dimsOfRank(0, 2);
    List<Source> indices = new ArrayList<>();
    List<Source> data = new ArrayList<>();
    boolean known = v.chance(0.6);
    for (int i = v.between(1, 3); i > 0; i--) {
      int size = v.between(0, 3);
      long[] index = new long[size];
      Arrays.setAll(index, at -> v.between(0, 6));
      indices.add(known ? v.vector(index) : v.fed(DType.INT32, size));
      data.add(v.f(LongStream.concat(LongStream.of(size), LongStream.of(rest)).toArray()));
    }
    return Row.of("DynamicStitch").list(indices).list(data);
  }
}
