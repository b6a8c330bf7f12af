package io.kerasport.integration.shape;

import io.kerasport.graph.Attr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Ops that reshape, join, split and enlarge tensors. */
final class ArraySweep {
  private ArraySweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    sweeps.put("Placeholder", v -> Row.of("Identity", v.f(v.dimsOfRank(0, 3))));
    sweeps.put("PlaceholderWithDefault", v -> declared(v, "PlaceholderWithDefault"));
    sweeps.put("EnsureShape", v -> declared(v, "EnsureShape"));
    sweeps.put("Reshape", ArraySweep::reshape);
    sweeps.put("Squeeze", ArraySweep::squeeze);
    sweeps.put("ExpandDims", ArraySweep::expandDims);
    sweeps.put("Transpose", ArraySweep::transpose);
    sweeps.put("Pack", ArraySweep::pack);
    sweeps.put("Unpack", ArraySweep::unpack);
    sweeps.put("ConcatV2", ArraySweep::concat);
    sweeps.put("Split", ArraySweep::split);
    sweeps.put("SplitV", ArraySweep::splitV);
    sweeps.put("Pad", v -> pad(v, "Pad"));
    sweeps.put("PadV2", v -> pad(v, "PadV2").in(Source.real(0)));
    sweeps.put("MirrorPad", v -> pad(v, "MirrorPad").attr("mode", "REFLECT"));
    sweeps.put("Tile", ArraySweep::tile);
    sweeps.put("BroadcastTo", ArraySweep::broadcastTo);
    sweeps.put(
        "BroadcastGradientArgs",
        v -> {
          long[] dims = v.dimsOfRank(0, 3);
          return Row.of("BroadcastGradientArgs", v.vector(v.broadcastable(dims)), v.vector(dims));
        });
    for (String type : List.of("Cumsum", "Cumprod")) {
      sweeps.put(type, v -> Row.of(type, v.f(v.dimsOfRank(1, 3)), v.scalar(v.axis(2))));
    }
    sweeps.put(
        "MatrixBandPart",
        v -> Row.of("MatrixBandPart", v.f(v.dimsOfRank(0, 4)), v.scalar(v.axis(2)), v.scalar(1)));
    sweeps.put(
        "ReverseV2",
        v -> {
          int rank = v.between(0, 4);
          return Row.of("ReverseV2", v.f(v.dims(rank)), axes(v, rank));
        });
    sweeps.put("Roll", ArraySweep::roll);
  }

  private static Source axes(Vary v, int rank) {
    return v.vector(IntStream.of(v.axes(rank)).asLongStream().toArray());
  }

  private static Row declared(Vary v, String type) {
    long[] dims = v.dimsOfRank(0, 3);
    return Row.of(type, v.f(dims)).attr("shape", Attr.of(v.blur(dims)));
  }

  private static Row reshape(Vary v) {
    long[] dims = v.dimsOfRank(0, 4);
    long[] wanted = dims.clone();
    if (wanted.length > 1 && v.flip()) {
      wanted = Arrays.copyOfRange(wanted, 1, wanted.length);
      wanted[0] *= dims[0];
    }
    if (wanted.length > 0 && v.flip()) {
      wanted[v.between(0, wanted.length - 1)] = v.chance(0.05) ? -2 : -1;
    }
    return Row.of("Reshape", v.f(dims), v.vector(wanted));
  }

  private static Row squeeze(Vary v) {
    long[] dims = v.dimsOfRank(0, 4);
    List<Long> axes = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      if (v.flip()) {
        dims[i] = 1;
        if (v.flip()) {
          axes.add((long) (v.flip() ? i : i - dims.length));
        }
      }
    }
    if (v.chance(0.04)) {
      axes.add((long) dims.length);
    }
    return Row.of("Squeeze", v.f(dims)).attr("squeeze_dims", Attr.ints(axes));
  }

  private static Row expandDims(Vary v) {
    int rank = v.between(0, 3);
    Source axis = v.chance(0.2) ? Source.ints(v.axis(rank + 1)) : v.scalar(v.axis(rank + 1));
    return Row.of("ExpandDims", v.f(v.dims(rank)), v.chance(0.05) ? Source.ints(0, 1) : axis);
  }

  private static Row transpose(Vary v) {
    int rank = v.between(0, 4);
    List<Long> permutation = new ArrayList<>();
    LongStream.range(0, rank).forEach(permutation::add);
    Collections.rotate(permutation, v.between(0, 3));
    if (rank > 0 && v.chance(0.2)) {
      int at = v.between(0, rank - 1);
      permutation.set(at, permutation.get(at) + (v.chance(0.8) ? -rank : rank));
    }
    return Row.of(
        "Transpose",
        v.f(v.dims(rank)),
        v.vector(permutation.stream().mapToLong(Long::longValue).toArray()));
  }

  private static List<Source> several(Vary v, long... dims) {
    List<Source> sources = new ArrayList<>();
    for (int i = v.between(1, 4); i > 0; i--) {
      sources.add(v.f(dims));
    }
    return sources;
  }

  private static Row pack(Vary v) {
    int rank = v.between(0, 3);
    return Row.of("Pack").list(several(v, v.dims(rank))).attr("axis", v.axis(rank + 1));
  }

  private static Row unpack(Vary v) {
    int rank = v.between(1, 3);
    long[] dims = v.dims(rank);
    int axis = v.axis(rank);
    int position = Math.floorMod(axis, rank);
    return Row.of("Unpack", v.f(dims)).attr("axis", axis).attr("num", dims[position]);
  }

  private static Row concat(Vary v) {
    int rank = v.between(v.chance(0.05) ? 0 : 1, 3);
    long[] dims = v.dims(rank);
    int axis = v.axis(rank);
    List<Source> parts = new ArrayList<>();
    for (int i = v.between(2, 4); i > 0; i--) {
      long[] part = dims.clone();
      if (rank > 0) {
        part[Math.floorMod(axis, rank)] = v.dim();
      }
      parts.add(v.f(part));
    }
    return Row.of("ConcatV2").list(parts).in(v.scalar(axis));
  }

  private static Row split(Vary v) {
    int rank = v.between(v.chance(0.05) ? 0 : 1, 3);
    int parts = v.between(1, 3);
    long[] dims = v.dims(rank);
    int axis = v.axis(rank);
    if (rank > 0 && v.chance(0.9)) {
      dims[Math.floorMod(axis, rank)] *= parts;
    }
    return Row.of("Split", v.scalar(axis), v.f(dims)).attr("num_split", parts);
  }

  private static Row splitV(Vary v) {
    int rank = v.between(v.chance(0.05) ? 0 : 1, 3);
    int parts = v.between(1, 3);
    long[] dims = v.dims(rank);
    int axis = v.axis(rank);
    long[] sizes = v.dims(parts);
    if (rank > 0 && v.chance(0.9)) {
      dims[Math.floorMod(axis, rank)] = LongStream.of(sizes).sum();
    }
    if (v.chance(0.3)) {
      sizes[v.between(0, parts - 1)] = -1;
    }
    return Row.of("SplitV", v.f(dims), v.vector(sizes), v.scalar(axis))
        .attr("num_split", v.chance(0.03) ? parts + 1 : parts);
  }

  private static Row pad(Vary v, String type) {
    int rank = v.between(0, 4);
    int[] amounts = new int[2 * rank];
    Arrays.setAll(amounts, i -> v.between(v.chance(0.02) ? -1 : 0, 3));
    return Row.of(type, v.f(v.dims(rank)), v.pairs(amounts));
  }

  private static Row tile(Vary v) {
    int rank = v.between(0, 3);
    return Row.of("Tile", v.f(v.dims(rank)), v.vector(v.dims(rank)));
  }

  private static Row broadcastTo(Vary v) {
    long[] dims = v.dimsOfRank(0, 3);
    return Row.of("BroadcastTo", v.f(v.broadcastable(dims)), v.vector(dims));
  }

  private static Row roll(Vary v) {
    int axes = v.between(0, 2);
    boolean scalar = axes == 0;
    Source shift = scalar ? v.scalar(3) : v.vector(LongStream.range(0, axes).toArray());
    Source axis = scalar ? v.scalar(0) : v.vector(LongStream.range(0, axes).toArray());
    return Row.of("Roll", v.f(v.dimsOfRank(0, 3)), shift, axis);
  }
}
