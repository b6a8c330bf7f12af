package io.kerasport.integration.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Matrix products, and the normalizations beside them. */
final class MatrixSweep {
  private MatrixSweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    sweeps.put("MatMul", MatrixSweep::matMul);
    for (String type : List.of("BatchMatMul", "BatchMatMulV2", "BatchMatMulV3")) {
      sweeps.put(type, v -> batchMatMul(v, type));
    }
    sweeps.put("Einsum", MatrixSweep::einsum);
    sweeps.put("BiasAdd", MatrixSweep::biasAdd);
    sweeps.put(
        "BiasAddGrad",
        v ->
            Row.of("BiasAddGrad", v.f(v.dimsOfRank(1, 5)))
                .attr("data_format", v.oneOf("NHWC", "NCHW")));
    for (String type : List.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3")) {
      sweeps.put(type, v -> batchNorm(v, type));
    }
    sweeps.put("FusedBatchNormGradV3", MatrixSweep::batchNormGrad);
    sweeps.put("LRN", v -> Row.of("LRN", v.f(v.dims(v.chance(0.9) ? 4 : v.between(0, 5)))));
    sweeps.put(
        "SoftmaxCrossEntropyWithLogits",
        v -> {
          long[] dims = v.dims(v.chance(0.9) ? 2 : v.between(0, 3));
          return Row.of(
              "SoftmaxCrossEntropyWithLogits",
              v.f(v.flip() ? dims : v.broadcastable(dims)),
              v.f(v.flip() ? dims : v.broadcastable(dims)));
        });
    sweeps.put(
        "SparseSoftmaxCrossEntropyWithLogits",
        v -> {
          long batch = v.dim();
          return Row.of(
              "SparseSoftmaxCrossEntropyWithLogits",
              v.f(batch, v.dim()),
              v.fed(io.kerasport.model.DType.INT64, batch));
        });
    sweeps.put(
        "CTCLoss",
        v -> {
          long batch = v.dim();
          long labels = v.dim();
          return Row.of(
              "CTCLoss",
              v.f(v.dim(), batch, v.dim()),
              v.fed(io.kerasport.model.DType.INT64, labels, 2),
              v.fed(io.kerasport.model.DType.INT32, labels),
              v.fed(io.kerasport.model.DType.INT32, batch));
        });
    sweeps.put(
        "InTopKV2",
        v -> {
          long batch = v.dim();
          return Row.of(
              "InTopKV2",
              v.f(batch, v.dim()),
              v.fed(io.kerasport.model.DType.INT32, batch),
              v.scalar(1));
        });
    sweeps.put(
        "TopKV2",
        v ->
            Row.of(
                "TopKV2", v.f(v.dimsOfRank(0, 3)), v.scalar(v.between(v.chance(.05) ? -1 : 0, 4))));
  }

  private static Row matMul(Vary v) {
    long m = v.dim();
    long k = v.dim();
    long n = v.dim();
    boolean transposeA = v.flip();
    boolean transposeB = v.flip();
    return Row.of("MatMul", transposeA ? v.f(k, m) : v.f(m, k), transposeB ? v.f(n, k) : v.f(k, n))
        .attr("transpose_a", transposeA)
        .attr("transpose_b", transposeB);
  }

  private static Row batchMatMul(Vary v, String type) {
    long[] batch = v.dimsOfRank(0, 3);
    boolean exact = v.flip();
    long m = v.dim();
    long k = v.dim();
    long n = v.dim();
    boolean adjointX = v.flip();
    boolean adjointY = v.flip();
    Row row =
        Row.of(
                type,
                v.f(
                    join(
                        exact ? batch : v.broadcastable(batch),
                        adjointX ? k : m,
                        adjointX ? m : k)),
                v.f(
                    join(
                        exact ? batch : v.broadcastable(batch),
                        adjointY ? n : k,
                        adjointY ? k : n)))
            .attr("adj_x", adjointX)
            .attr("adj_y", adjointY);
    return type.equals("BatchMatMulV3") ? row.attr("Tout", io.kerasport.model.DType.FLOAT) : row;
  }

  private static long[] join(long[] dims, long... more) {
    return LongStream.concat(LongStream.of(dims), LongStream.of(more)).toArray();
  }

  private static Row einsum(Vary v) {
    String equation =
        v.oneOf(
            "ab,bc->ac",
            "abc,cd->abd",
            "abcd,aecd->acbe",
            "...ab,...bc->...ac",
            "a...,...->a...",
            "ab->ba",
            "ii->i",
            "i->",
            "...->...",
            "ab,bc->",
            "a...b->b...",
            "abc,abc->abc",
            "...ab,bc->...ac",
            "ab...,bc->ac...",
            "ab,cd->abef",
            "ab",
            "ab,bc,cd->ad",
            "..ab->ba",
            "...a,a->a",
            "aab,b->ab");
    Map<Character, Long> sizes = new LinkedHashMap<>();
    long[] ellipsis = v.dimsOfRank(0, 2);
    List<Source> inputs = new ArrayList<>();
    for (String labels : equation.split("->")[0].split(",")) {
      List<Long> dims = new ArrayList<>();
      for (int i = 0; i < labels.length(); i++) {
        if (labels.startsWith("...", i)) {
          for (long dim : v.broadcastable(ellipsis)) {
            dims.add(dim);
          }
          i += 2;
        } else {
          dims.add(sizes.computeIfAbsent(labels.charAt(i), label -> v.dim()));
        }
      }
      inputs.add(v.f(dims.stream().mapToLong(Long::longValue).toArray()));
    }
    return Row.of("Einsum").list(inputs).attr("equation", equation);
  }

  private static Row biasAdd(Vary v) {
    long[] dims = v.dimsOfRank(v.chance(0.1) ? 1 : 3, 5);
    boolean channelsFirst = v.flip();
    return Row.of(
            "BiasAdd", v.f(dims), v.f(dims[channelsFirst && dims.length > 1 ? 1 : dims.length - 1]))
        .attr("data_format", channelsFirst ? "NCHW" : "NHWC");
  }

  private static Row batchNorm(Vary v, String type) {
    boolean threeD = type.endsWith("V3") && v.chance(0.3);
    boolean channelsFirst = v.flip();
    long[] dims = v.dims(threeD ? 5 : 4);
    long channels = dims[channelsFirst ? 1 : dims.length - 1];
    return Row.of(
            type, v.f(dims), v.f(channels), v.f(channels), v.f(v.oneOf(channels, 0)), v.f(channels))
        .attr("is_training", v.flip())
        .attr("exponential_avg_factor", io.kerasport.graph.Attr.of(v.flip() ? 1f : 0.5f))
        .attr("data_format", format(channelsFirst, threeD));
  }

  private static Row batchNormGrad(Vary v) {
    boolean threeD = v.chance(0.3);
    boolean channelsFirst = v.flip();
    long[] dims = v.dims(threeD ? 5 : 4);
    long channels = dims[channelsFirst ? 1 : dims.length - 1];
    return Row.of(
            "FusedBatchNormGradV3",
            v.f(dims),
            v.f(dims),
            v.f(channels),
            v.f(channels),
            v.f(channels),
            v.f(v.dim()))
        .attr("data_format", format(channelsFirst, threeD));
  }

  private static String format(boolean channelsFirst, boolean threeD) {
    return channelsFirst ? (threeD ? "NCDHW" : "NCHW") : threeD ? "NDHWC" : "NHWC";
  }
}
